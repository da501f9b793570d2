"""The rows of the grid, written in one go: thousands of cells are too many for a template of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django import template
from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from kawal.engine.shared.language import say
from kawal.engine.shared.wording import rupiah
from kawal.office.findings.models import Finding
from kawal.office.renja.grid import MONEY, Grid, Row

register = template.Library()
_LEVELS = {"program": "l1", "kegiatan": "l2", "sub_kegiatan": "l3"}


@register.simple_tag
def grid_rows(grid: Grid, margins: Mapping[str, Sequence[Finding]], *, writes: bool) -> SafeString:
    """{% grid_rows grid margins writes=True %}: the body of the table. A cell that can be typed into
    carries the name under which it is sent."""
    margin = get_template("renja/grid_margin.html")
    told = (
        "".join(_row(row, margin.render({"found": margins.get(row.node.pk, ())}), writes))
        for row in grid.rows
    )
    return mark_safe("".join(told))


def _row(row: Row, margin: str, writes: bool) -> Iterator[str]:
    node = row.node
    code = conditional_escape(node.code or node.pk)
    if row.is_line:
        code = f'<a href="{conditional_escape(reverse("renja:line", args=[node.pk]))}">{code}</a>'
    kind = _LEVELS.get(node.level, "l3")
    yield f'<tr class="{kind}" data-baris="{conditional_escape(node.pk)}"><th scope="row">{code}</th>'
    for place, cell in enumerate(row.cells):
        if cell is None:
            yield _locked(row, place)
            continue
        classes = ["angka"] if place == MONEY else []
        if not cell.text:
            classes.append("kurang")
        named = f' data-sel="{cell.name}" tabindex="-1"' if writes else ""
        shape = f' class="{" ".join(classes)}"' if classes else ""
        more = f" data-lagi={row.more}" if row.more and place == 1 else ""
        yield f"<td{shape}{named}{more}>{conditional_escape(cell.text)}</td>"
    yield f'<td class="tepi">{margin}</td></tr>'


def _locked(row: Row, place: int) -> str:
    """A cell into which nothing can be typed: what stands there, and why. What is said on the page of
    its line leads there."""
    why = conditional_escape(row.locked(place))
    shown = ""
    if place == MONEY and row.total is not None:
        shown = rupiah(row.total).removeprefix("Rp")
    if not row.is_line:
        kind = ' class="angka"' if place == MONEY else ""
        return f'<td{kind} data-sebab="{why}">{shown}</td>'
    where = conditional_escape(reverse("renja:line", args=[row.node.pk]))
    few = (
        say("{count} sumber", count=row.funds)
        if place == MONEY and row.funds
        else say("isi di baris")
    )
    words = f'{few}<span class="senyap"> {conditional_escape(row.node.code)}: {why}</span>'
    kind = "angka terkunci" if place == MONEY else "terkunci"
    way = f'<a href="{where}">{words}</a>'
    return f'<td class="{kind}" data-sebab="{why}" title="{why}">{shown} {way}</td>'
