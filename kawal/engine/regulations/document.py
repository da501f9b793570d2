"""The provisions told, for `kawal regulations`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kawal.engine.regulations.book import Certainty, Provision, all_provisions
from kawal.engine.shared.wording import decimal, long_date, rupiah

CERTAINTIES = {
    Certainty.SURE: "nilainya terbaca pada sumber yang dipercaya.",
    Certainty.TO_CHECK: "belum terbaca pada naskah resmi, atau pilihan pembuat Kawal yang belum "
    "ditetapkan pejabat; pastikan sebelum dijadikan dasar.",
}
"""What the words of certainty mean, for the page on which they stand."""
_RUPIAH = "rupiah"


def tell(area: str | None = None, on: date | None = None) -> Iterator[str]:
    """Every provision line by line, and what their certainty means. area: one area only. on: only
    what is in force that day."""
    told = [
        each
        for each in all_provisions()
        if (area is None or each.area == area) and (on is None or each.holds_on(on))
    ]
    for provision in told:
        yield from _provision(provision)
    for certainty, meaning in CERTAINTIES.items():
        if any(each.certainty is certainty for each in told):
            yield f"{certainty.value}: {meaning}"


def amount(provision: Provision) -> str:
    """A value on one line, with its unit: '10 persen', 'Rp10.000.000'."""
    if provision.unit == _RUPIAH and isinstance(provision.value, int):
        return rupiah(provision.value * 100)
    return f"{'; '.join(_value(provision.value))} {provision.unit}".rstrip()


def period(provision: Provision) -> str:
    """'sejak 18 Oktober 2019 sampai 22 Juni 2023'."""
    until = f" sampai {long_date(provision.until)}" if provision.until else ""
    return f"sejak {long_date(provision.since)}{until}"


def _provision(provision: Provision) -> Iterator[str]:
    yield f"{provision.key}  {provision.title}"
    lines = list(_value(provision.value))
    if len(lines) == 1:
        yield f"    {amount(provision)}"
    else:
        yield f"    {provision.unit}:"
        yield from (f"    - {line}" for line in lines)
    yield f"    {period(provision)}; {provision.law}; {provision.certainty.value}"
    if provision.note:
        yield f"    {provision.note}"
    yield ""


def _value(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield ", ".join(f"{name} {_plain(each)}" for name, each in value.items())
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for row in value:
            yield from _value(row)
    else:
        yield _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return decimal(Decimal(value))
    return str(value)
