"""What every HTML page of the reports shares: one self-contained file, no script, no network."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kawal.engine.shared.wording import growth, long_date, rupiah, thousands


def render(template: str, *, kind: str, **values: Any) -> str:
    """The page of a template. kind: what page it is, beside the name at its top."""
    return environment().get_template(template).render(kind=kind, style=_style(), **values)


@cache
def environment() -> Environment:
    """Escapes whatever was typed, and fails on a name that no page was given."""
    made = Environment(
        loader=PackageLoader("kawal.engine.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(thousands=thousands, rupiah=rupiah, long_date=long_date, growth=growth)
    return made


@cache
def _style() -> Markup:
    folder = resources.files(__package__).joinpath("templates")
    files = (folder.joinpath(name).read_text("utf-8") for name in ("tokens.css", "report.css"))
    return Markup("\n".join(files))  # our own file, not data
