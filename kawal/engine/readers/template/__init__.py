"""The guided Excel template: written for people to fill, read back into the same snapshot.

`form` says what stands where; `write` and `read` both follow it.
"""
