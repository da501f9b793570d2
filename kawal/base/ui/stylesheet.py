"""The one stylesheet of all pages, put together from the report's colours and our own.

Every choice of colours is a list of declarations; here each gets its selectors: the reader's
machine decides, unless `data-tema` on the page (or on a part of it) does. Paper is always light.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib import resources

from kawal.engine.report import look

_ASKED = ":root, [data-tema]"
_LEFT_OPEN = ":root:not([data-tema])"


@cache
def text() -> str:
    """The stylesheet."""
    light = look.tokens("light") + _own("light")
    dark = look.tokens("dark") + _own("dark")
    contrast = _own("contrast")
    return "".join(
        (
            f"{_ASKED} {{\n{light}}}\n",
            f"@media screen and (prefers-color-scheme: dark) {{ {_LEFT_OPEN} {{\n{dark}}} }}\n",
            f"@media screen {{ [data-tema='gelap'] {{\n{dark}}} }}\n",
            "@media screen and (prefers-contrast: more) and (not (prefers-color-scheme: dark)) "
            f"{{ {_LEFT_OPEN}, [data-tema='terang'] {{\n{contrast}}} }}\n",
            "@media screen and (prefers-contrast: more) and (prefers-color-scheme: dark) "
            f"{{ {_LEFT_OPEN}, [data-tema='gelap'] {{\n{_own('contrast-dark')}}} }}\n",
            f"@media screen {{ [data-tema='kontras'] {{\n{contrast}}} }}\n",
            f"@media print {{ {_ASKED} {{\n{_own('print')}}} }}\n",
            _file("components.css"),
        )
    )


@cache
def digest() -> str:
    """Changes whenever the stylesheet does, so that browsers may keep one for ever."""
    return sha256(text().encode()).hexdigest()[:12]


def _own(scheme: str) -> str:
    return _file(f"tokens/{scheme}.css")


def _file(name: str) -> str:
    return resources.files("kawal.base.ui").joinpath(name).read_text("utf-8")
