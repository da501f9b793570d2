"""What changed between two snapshots: rows by their key, money to the sen."""

from kawal.engine.diff.compare import Diff, TableChange, compare
from kawal.engine.diff.money import Money, movements

__all__ = ["Diff", "Money", "TableChange", "compare", "movements"]
