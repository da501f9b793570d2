"""A reference pack in memory, and which of several holds for the plans of a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from kawal.engine.reference.names import name_key
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import long_date

LEVELS = ("urusan", "bidang", "program", "kegiatan", "sub_kegiatan")
REGENCY, PROVINCE, SPECIAL = "kabupaten", "provinsi", "khusus"
GOVERNMENTS = (REGENCY, PROVINCE, SPECIAL)
"""Who may plan with a code; special are those of regions with autonomy of their own."""
ACTIVE, WITHDRAWN = "berlaku", "dicabut"
COLUMNS = ("level", "code", "name", "government", "status", "indicator", "unit")
FORMER = ("former_code", "former_name")
"""What a code was called by the decree before; a pack has these columns only where its list says so."""
ALL_COLUMNS = (*COLUMNS, *FORMER)
KEY = ("code", "government")
SHARED_BIDANG = "X.XX"
"""In a list, the bidang of a programme that every office has: it plans it under its own bidang."""
_SUPPORTING = ".01"


def shared_code(code: str) -> str:
    """How a list writes a code of the supporting programme, which an office plans under its own
    bidang; any other code as it is.

    >>> shared_code("5.01.01.2.06.0001"), shared_code("5.01.02")
    ('X.XX.01.2.06.0001', '5.01.02')
    """
    supporting = code[4:7] == _SUPPORTING and code[7:8] in ("", ".")
    return SHARED_BIDANG + code[4:] if supporting else code


@dataclass(frozen=True, eq=False)
class ReferencePack:
    """The codes of one decree.

    title: the decree. since, until: first and last day on which it holds, until None while it does;
    plans of a year follow the pack that holds on 1 January of that year. source, source_sha256: the
    file it was made from. codes: the columns of COLUMNS as texts, and those of FORMER where the list
    has them, one row per code and government; government is null where a code belongs to all.
    """

    title: str
    since: date
    until: date | None
    source: str
    source_sha256: str
    codes: pl.DataFrame

    @property
    def first_year(self) -> int:
        """The first year whose plans it holds for."""
        return self.since.year + (self.since > date(self.since.year, 1, 1))

    @property
    def last_year(self) -> int | None:
        """The last year whose plans it holds for; None while the decree holds."""
        return self.until.year if self.until is not None else None

    def holds_for(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @property
    def period(self) -> str:
        """'rencana tahun 2021 sampai 2023', for people."""
        if self.last_year is None:
            return say("rencana sejak tahun {year}", year=self.first_year)
        if self.last_year == self.first_year:
            return say("rencana tahun {year}", year=self.first_year)
        return say(
            "rencana tahun {first} sampai {last}", first=self.first_year, last=self.last_year
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its codes, in their order on disk."""
        return tuple(each for each in ALL_COLUMNS if each in self.codes.columns)

    @cached_property
    def work(self) -> pl.DataFrame:
        """code, official_name, official_key, withdrawn: the sub kegiatan of a regency, special ones
        included, in the form in which rules ask for them."""
        own = self.codes.filter(
            (pl.col("level") == "sub_kegiatan")
            & (pl.col("government").fill_null(REGENCY) != PROVINCE)
        )
        return own.select(
            "code",
            official_name="name",
            official_key=name_key(pl.col("name")),
            withdrawn=pl.col("status") == WITHDRAWN,
        ).unique("code", keep="first", maintain_order=True)


def pack_for(packs: Sequence[ReferencePack], year: int) -> ReferencePack | None:
    """The pack that holds for plans of that year, or None."""
    return next((pack for pack in packs if pack.holds_for(year)), None)


def refuse_overlaps(packs: Sequence[ReferencePack]) -> None:
    """Raise UnusableInput where two packs hold for one year: which is the law must not depend on
    the order in which they were given."""
    by_year = sorted(packs, key=lambda pack: pack.first_year)
    problems = [
        Problem(
            Fault.CONTRADICTION,
            f"Dua daftar kode berlaku bagi rencana tahun {later.first_year}: "
            f"{_told(earlier)} dan {_told(later)}.",
            "Beri satu saja, atau buat ulang yang lama dengan --until.",
        )
        for place, earlier in enumerate(by_year)
        for later in by_year[place + 1 :]
        if earlier.holds_for(later.first_year)
    ]
    if problems:
        raise UnusableInput(problems)


def _told(pack: ReferencePack) -> str:
    until = f" sampai {long_date(pack.until)}" if pack.until else ""
    return f'"{pack.title}" (sejak {long_date(pack.since)}{until})'
