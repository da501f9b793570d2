"""The book to read: the indicators of the RPJMD from visi to programme, and who carries them out."""
