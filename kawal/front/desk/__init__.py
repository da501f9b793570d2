"""The desks: what each office finds in front of it, put together from every room below."""
