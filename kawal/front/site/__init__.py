"""The web application put together: settings, addresses, the way in for a server."""
