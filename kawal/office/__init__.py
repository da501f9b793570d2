"""The work of government, one room per noun."""
