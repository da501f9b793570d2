"""Reference packs: the official list of codes of one decree, given beside a snapshot.

A pack says which decree it is, in which years it holds, and from which file it was made. The lists
themselves belong to the ministry and are not part of Kawal.
"""

from kawal.engine.reference.pack import ReferencePack, pack_for, refuse_overlaps

__all__ = ["ReferencePack", "pack_for", "refuse_overlaps"]
