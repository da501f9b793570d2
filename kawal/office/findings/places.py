"""Where a finding is mended: the field that its rule names, as a page that can be opened."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from kawal.base.ui.frame import Link
from kawal.engine.shared.language import say
from kawal.engine.snapshot.schema import BY_NAME
from kawal.office.findings.models import BLUNT, Finding
from kawal.office.planning.models import Allocation, Indicator, Node

_LINE, _IMPORT, _OPD = "renja:line", "imports:upload", "desk:opd"
_SHARPER = "book:evaluation"
_Finder = Callable[[str], str | None]


def _itself(key: str) -> str | None:
    return key


def _of_indicator(key: str) -> str | None:
    return Indicator.objects.filter(pk=key).values_list("node_id", flat=True).first()


def _of_allocation(key: str) -> str | None:
    return Allocation.objects.filter(key=key).values_list("node_id", flat=True).first()


PLACES: dict[str, _Finder | None] = {
    "node": _itself,
    "indicator": _of_indicator,
    "target": _of_indicator,
    "allocation": _of_allocation,
    "step": _itself,
    "support": _itself,
    "tag": _itself,
} | dict.fromkeys(
    (
        "region", "opd", "unit", "plan", "ceiling", "realisation", "spending", "addition",
        "innovation", "swot", "flagship", "flagship_opd", "ikm",
    )
)  # fmt: skip
"""Every table of the snapshot. What stands on a line is edited there, and here is how the first part of
a key leads to it; None where the table comes by a file."""


def place_of(finding: Finding) -> Link:
    """Where the finding's field is filled: its line, beside its findings; for what concerns an OPD as
    a whole the page of that OPD; for a blunt indicator its proposals; for all else the file that
    brings the table. Words without an address where there is no field: a rule that broke."""
    if finding.rule == BLUNT:
        return Link(say("Buka usulan yang lebih tajam"), _address(_SHARPER, finding.key))
    name, _, column = finding.field.partition(".")
    if name not in PLACES:
        return Link(say("Tidak ada isian yang dapat dibuka."))
    table = BY_NAME[name]
    field = say(table.column(column).label if column else table.label)
    if PLACES[name] is not None:
        if (line := _line_of(finding)) is not None:
            return Link(say("Buka barisnya: {field}", field=field), _address(_LINE, line))
        if finding.table == "opd" and finding.opd is not None:
            return Link(
                say("Buka baris-baris OPD ini: {field}", field=field),
                _address(_OPD, finding.opd.number),
            )
    words = say("Isi {field} dengan berkas tabel {table}", field=field, table=say(table.label))
    return Link(words, _address(_IMPORT))


def _line_of(finding: Finding) -> str | None:
    """The node of a Renja on which the finding stands; None where it stands on none."""
    find = PLACES[finding.table]
    node = find(finding.key.partition("|")[0]) if find is not None else None
    lines = Node.objects.filter(pk=node or "", plan__kind="renja")
    return lines.values_list("pk", flat=True).first()


def _address(view: str, *args: str) -> str:
    return reverse(view, args=args)
