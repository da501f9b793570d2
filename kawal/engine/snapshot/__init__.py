"""The snapshot: what one regency plans, spends and has achieved, as plain typed tables."""

from kawal.engine.snapshot.model import Snapshot

__all__ = ["Snapshot"]
