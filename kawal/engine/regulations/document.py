"""The provisions told, for `kawal regulations`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kawal.engine.regulations.book import Provision, all_provisions
from kawal.engine.shared.wording import decimal, long_date


def tell(area: str | None = None, on: date | None = None) -> Iterator[str]:
    """Every provision line by line. area: one area only. on: only what is in force that day."""
    for provision in all_provisions():
        wanted = area is None or provision.area == area
        if wanted and (on is None or provision.holds_on(on)):
            yield from _provision(provision)


def period(provision: Provision) -> str:
    """'sejak 18 Oktober 2019 sampai 22 Juni 2023'."""
    until = f" sampai {long_date(provision.until)}" if provision.until else ""
    return f"sejak {long_date(provision.since)}{until}"


def _provision(provision: Provision) -> Iterator[str]:
    yield f"{provision.key}  {provision.title}"
    lines = list(_value(provision.value))
    unit = f" {provision.unit}" if provision.unit else ""
    if len(lines) == 1:
        yield f"    {lines[0]}{unit}"
    else:
        yield f"   {unit}:"
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
