"""In which language people are spoken to. The texts in the code are Indonesian; another language is
a catalogue in `kawal/engine/locale`, read when it is first spoken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from io import BytesIO

SOURCE = "id"
"""The language of the texts in the code."""
LANGUAGES = (SOURCE, "en")
_in_force: ContextVar[str] = ContextVar("language", default=SOURCE)


def language() -> str:
    """The language in force."""
    return _in_force.get()


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """Speak one of LANGUAGES for a while. Raises ValueError for another."""
    if wanted not in LANGUAGES:
        raise ValueError(f"no language {wanted!r}, only {', '.join(LANGUAGES)}")
    token = _in_force.set(wanted)
    try:
        yield
    finally:
        _in_force.reset(token)


def say(text: str, /, **values: object) -> str:
    """A text in the language in force; the Indonesian where it has no translation.

    values: what its placeholders stand for. Without any, the text is given back with its
    placeholders, for a formatter of its own.

    >>> say("baris {row}", row=12)
    'baris 12'
    """
    translated = _translations(language()).gettext(text) if text else text
    return translated.format(**values) if values else translated


def said_later(text: str) -> str:
    """The text itself: marks for the catalogue what is written down here and said where it is shown."""
    return text


def say_for(text: str, number: int) -> str:
    """A text in the form that the language in force has for that number, its placeholders left."""
    return _translations(language()).ngettext(text, text, number)


@cache
def _translations(wanted: str) -> NullTranslations:
    if wanted == SOURCE:
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    catalogue = resources.files("kawal.engine").joinpath(f"locale/{wanted}/LC_MESSAGES/kawal.po")
    compiled = BytesIO()
    with catalogue.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return GNUTranslations(compiled)
