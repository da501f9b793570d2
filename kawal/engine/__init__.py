"""The plan as data, the law as code. Nothing in here knows Django."""
