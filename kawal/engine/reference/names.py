"""Names of the nomenclature, compared without what copying does to them."""

from __future__ import annotations

import polars as pl

_MARKS = r"[^\p{L}\p{N}]+"


def name_key(name: pl.Expr) -> pl.Expr:
    """What two writings of one name have in common: its letters and digits, small.

    A list copied from a PDF has broken hyphens ("RKA- SKPD"), doubled spaces and marks of footnotes;
    people write capitals as they like. None of that makes another name.
    """
    return name.str.normalize("NFKC").str.to_lowercase().str.replace_all(_MARKS, "")
