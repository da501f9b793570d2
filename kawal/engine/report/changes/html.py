"""The changes as one self-contained HTML file: no script, no network, prints on A4."""

from __future__ import annotations

from kawal.engine.report import pages
from kawal.engine.report.changes.view import ChangesView, difference

MOST_ITEMS = 100
"""So many changed rows of one OPD are told; the rest is counted, and in the JSON."""


def as_html(view: ChangesView, command: str) -> str:
    """The page. command: what repeats the comparison, shown at the end."""
    return pages.render(
        "changes.html.j2",
        kind="laporan perubahan",
        view=view,
        difference=difference,
        most=MOST_ITEMS,
        command=command,
    )
