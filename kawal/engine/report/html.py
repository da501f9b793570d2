"""The report as one self-contained HTML file: no script, no network, prints on A4."""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from kawal.engine.checks.rule import Outcome
from kawal.engine.report import charts
from kawal.engine.report.view import View, office_label, share
from kawal.engine.shared.wording import growth, long_date, rupiah, thousands


def as_html(view: View, command: str) -> str:
    """The page. command: what repeats the run, shown at the end."""
    folder = resources.files(__package__).joinpath("templates")
    style = "\n".join(
        folder.joinpath(name).read_text("utf-8") for name in ("tokens.css", "report.css")
    )
    return _template().render(
        view=view,
        result=view.result,
        Outcome=Outcome,
        style=Markup(style),  # our own file, not data
        command=command,
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("kawal.engine.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        thousands=thousands,
        rupiah=rupiah,
        long_date=long_date,
        growth=growth,
        office=office_label,
    )
    environment.globals.update(share=share, charts=charts)
    return environment.get_template("report.html.j2")
