"""Import in the web: a file is kept, read, previewed against the book, and applied whole or not."""
