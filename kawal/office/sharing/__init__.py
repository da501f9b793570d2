"""What offices outside the government of the region may read: only what was shared with them."""
