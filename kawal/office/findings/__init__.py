"""What the rules say of the plans in the database, kept over time: since when, and until when."""
