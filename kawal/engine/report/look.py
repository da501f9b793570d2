"""What a report and a page of the web application look like in common: colours and shapes.

The colours lie in `tokens/`, one declaration after another, without the selector that each puts
around them. A colour has a job there; whoever draws uses jobs only.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from markupsafe import Markup

SHAPES = {
    "halang": "M5 1h6l4 4v6l-4 4H5l-4-4V5zm2 3v5h2V4zm0 6v2h2v-2z",
    "ingat": "M8 1l7.5 14H.5zM7 6v4.500h2V6zm0 5.500v2h2v-2z",
    "lolos": (
        "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z"
        "m3.300 4L7 9.300 4.800 7.200 3.500 8.500 7 12l5.600-5.700z"
    ),
    "kecuali": "M8 .5L15.500 8 8 15.500.5 8zm0 2.800L3.300 8 8 12.700 12.700 8zM5 7.200h6v1.600H5z",
    "takdinilai": (
        "M1 1h14v14H1zm1.500 1.500v11h11v-11zM3 10l7-7h2.200L3 12.200zm2 3l8-8v2.200L7.200 13z"
    ),
}
"""The outline of each outcome's mark, in a square of 16; where lines overlap it is open (even-odd)."""

HATCH = Markup(
    '<defs><pattern id="arsir" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><line class="arsir-garis" x1="0" y1="0" x2="0" y2="6"/>'
    "</pattern></defs>"
)
"""The filling of what could not be assessed; charts name it, so each page holds it once."""


@cache
def tokens(scheme: str) -> str:
    """The colours of `light` or `dark` as declarations of CSS, without a selector."""
    file = resources.files("kawal.engine.report").joinpath(f"tokens/{scheme}.css")
    return file.read_text("utf-8")


def standing_alone() -> str:
    """The colours for a page that follows the reader's machine: dark on a screen, never on paper."""
    dark = f"@media (prefers-color-scheme: dark) {{ @media screen {{ :root {{\n{tokens('dark')}}} }} }}"
    return f":root {{\n{tokens('light')}}}\n{dark}\n"
