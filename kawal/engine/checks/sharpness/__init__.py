"""Sharpness: whether the text of an indicator measures a result, and how it would measure it better."""
