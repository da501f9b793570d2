"""The sample regency to walk about in: anyone enters any office. It exists only in demo mode."""
