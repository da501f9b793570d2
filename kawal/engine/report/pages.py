"""What every HTML page of the reports shares: one self-contained file, no script, no network."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from kawal.engine.report import look
from kawal.engine.shared import language, wording


def render(template: str, *, kind: str, **values: Any) -> str:
    """The page of a template. kind: what page it is, beside the name at its top."""
    page = environment().get_template(template)
    return page.render(kind=kind, style=_style(), language=language.language(), **values)


@cache
def environment() -> Environment:
    """Escapes whatever was typed, and fails on a name that no page was given."""
    made = Environment(
        loader=PackageLoader("kawal.engine.report"),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=_compiled(),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        thousands=wording.thousands,
        rupiah=wording.rupiah,
        long_date=wording.long_date,
        growth=wording.growth,
        percent=wording.whole_percent,
        said=language.say,  # a text that stands elsewhere, such as a rule's title
    )
    made.globals.update(say=_say, counted=_counted, look=look)
    return made


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates in the folder that Jinja keeps for this user alone among temporary files.

    To compile them takes longer than to fill them. They hold no data, and a page can do without.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _compiled() -> _Compiled | None:
    try:
        return _Compiled()
    except (RuntimeError, OSError):  # no such folder, or it is not this user's own
        return None


def _say(text: str, /, **values: object) -> Markup:
    """A text of the template itself, which may hold markup; what is put into it is escaped."""
    return Markup(language.say(text)).format(**values)


def _counted(text: str, number: int, /, **values: object) -> Markup:
    """The same for a text that counts."""
    counted = Markup(language.say_for(text, number))
    return counted.format(count=wording.thousands(number), **values)


@cache
def _style() -> Markup:
    rules = resources.files(__package__).joinpath("templates/report.css").read_text("utf-8")
    return Markup(look.standing_alone() + rules)  # our own files, not data
