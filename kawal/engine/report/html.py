"""The report as one self-contained HTML file: no script, no network, prints on A4."""

from __future__ import annotations

from kawal.engine.checks.rule import Outcome
from kawal.engine.report import charts, pages
from kawal.engine.report.view import View, office_label, share
from kawal.engine.shared.language import say


def as_html(view: View, command: str) -> str:
    """The page. command: what repeats the run, shown at the end."""
    return pages.render(
        "report.html.j2",
        kind=say("laporan pemeriksaan"),
        view=view,
        result=view.result,
        Outcome=Outcome,
        share=share,
        office_label=office_label,
        charts=charts,
        command=command,
    )
