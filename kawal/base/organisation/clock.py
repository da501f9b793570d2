"""Which day it is. The trail, which knows no organisation, asks the same clock."""

from kawal.base.audit.clock import now, today

__all__ = ["now", "today"]
