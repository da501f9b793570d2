"""The door: who signs in, by what, how often it may be tried, and which accounts are worth a look.

The work is django-allauth's; here it gets Kawal's words, looks, limits and log.
"""
