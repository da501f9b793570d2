"""What every office needs: who is who, what was written, what is to be done."""
