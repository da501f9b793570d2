"""What a change of decree does to the lines of plans: which keep their code, which surely move, which
wait for a person, with the rupiah of each.

A line counts with the money of its own year, in the newest version of its annual plan. Money that no
sum can hold (an allocation without an amount) is counted, not taken for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from kawal.engine.reference.likeness import Proposal
from kawal.engine.reference.mapping import CodeMapping, Fate, Kind, Successor
from kawal.engine.reference.pack import shared_code
from kawal.engine.shared.language import said_later, say
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.schema import ANNUAL_KINDS

ALREADY_NEW, UNLISTED, UNCODED = "sudah_baru", "tidak_terdaftar", "tanpa_kode"
_FURTHER = {
    ALREADY_NEW: said_later("Sudah berkode baru"),
    UNLISTED: said_later("Tidak ada dalam daftar lama"),
    UNCODED: said_later("Tanpa kode"),
}
STANDINGS = (*(kind.value for kind in Kind), *_FURTHER)
"""Everything that may become of a line, in the order in which it is told."""


def words_of(standing: str) -> str:
    """For people, in the reader's language."""
    return say(_FURTHER[standing]) if standing in _FURTHER else Kind(standing).words


@dataclass(frozen=True)
class Line:
    """One line of a plan. sen: its money, None where an amount is not known. fate: None where the
    old list does not know its code."""

    key: str
    opd: str | None
    code: str | None
    title: str | None
    sen: int | None
    standing: str
    fate: Fate | None

    @property
    def successor(self) -> Successor | None:
        """What its code surely becomes."""
        return self.fate.successors[0] if self.fate and self.fate.kind.is_certain else None

    @property
    def best(self) -> Proposal | None:
        """The likeliest code to be proposed."""
        return self.fate.proposals[0] if self.fate and self.fate.proposals else None

    @property
    def name(self) -> str:
        """What the plan calls it, or the old list where the plan says nothing."""
        return self.title or (self.fate.name if self.fate else "")

    @property
    def why(self) -> str:
        return self.fate.why if self.fate else words_of(self.standing).lower()


@dataclass(frozen=True)
class Share:
    """lines: how many. sen: their known money. open: lines whose money is not known."""

    lines: int
    sen: int
    open: int

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Share:
        money = [line.sen for line in lines]
        return cls(len(money), sum(each or 0 for each in money), money.count(None))


@dataclass(frozen=True)
class Group:
    """The lines of the plans of one kind and year. kind, year: None where the data has no plans.
    beside: allocations of those plans that stand on no line, and so on no code of a sub kegiatan."""

    kind: str | None
    year: int | None
    lines: tuple[Line, ...]
    beside: Share

    @property
    def total(self) -> Share:
        return Share.of(self.lines)

    @cached_property
    def shares(self) -> Mapping[str, Share]:
        """By standing, in order; each line stands in one, so they add up to the total."""
        return {
            each: Share.of(line for line in self.lines if line.standing == each)
            for each in STANDINGS
        }


@dataclass(frozen=True)
class Impact:
    mapping: CodeMapping
    groups: tuple[Group, ...]


def impact_of(snapshot: Snapshot, mapping: CodeMapping) -> Impact:
    """What the new decree of `mapping` makes of the lines of annual plans.

    Plans of different kinds and years are told apart: the same money stands in the RKPD and in the
    Renja.
    """
    nodes = _nodes(snapshot)
    money = snapshot.frame("allocation").join(nodes, on="node")
    own = money.filter(pl.col("year") == pl.col("plan_year"))
    sums = own.group_by("node").agg(
        sen=pl.when(pl.col("amount").is_null().any()).then(None).otherwise(pl.col("amount").sum())
    )
    lines = nodes.filter(pl.col("level") == "sub_kegiatan").join(sums, on="node", how="left")
    given = sums["node"].implode()
    known = snapshot.carries("allocation", "amount")
    lines = (
        lines.with_columns(  # a line without allocation has none; without the table nobody knows
            sen=pl.when(pl.col("node").is_in(given) | pl.lit(not known)).then("sen").otherwise(0)
        ).sort("opd", "code", "node", nulls_last=True)
    )
    stray = own.filter(pl.col("level") != "sub_kegiatan")
    keys = nodes.select("kind", "plan_year").unique().sort("plan_year", "kind", nulls_last=True)
    codes = frozenset(mapping.new.work.filter(~pl.col("withdrawn"))["code"].to_list())
    return Impact(
        mapping,
        tuple(
            Group(
                kind,
                year,
                tuple(_line(row, mapping, codes) for row in _of(lines, kind, year)),
                _share(_of(stray, kind, year)),
            )
            for kind, year in keys.rows()
        ),
    )


def _nodes(snapshot: Snapshot) -> pl.DataFrame:
    """node, opd, level, code, title, kind, plan_year of the newest versions of annual plans; of all
    nodes, in the year of the snapshot, where it has no plans."""
    nodes = snapshot.frame("node").select("plan", "opd", "level", "code", "title", node="id")
    if not snapshot.carries("plan"):
        return nodes.with_columns(
            kind=pl.lit(None, pl.String), plan_year=pl.lit(snapshot.year, pl.Int64)
        )
    series = ["kind", "opd", "first_year", "last_year"]
    plans = snapshot.frame("plan").filter(pl.col("kind").is_in(ANNUAL_KINDS))
    newest = plans.filter(pl.col("version") == pl.col("version").max().over(series)).select(
        "kind", plan="id", owner="opd", plan_year=pl.col("first_year").cast(pl.Int64)
    )
    return nodes.join(newest, on="plan").with_columns(opd=pl.coalesce("owner", "opd"))


def _of(rows: pl.DataFrame, kind: str | None, year: int | None) -> list[dict[str, Any]]:
    same = pl.col("kind").eq_missing(pl.lit(kind)) & pl.col("plan_year").eq_missing(pl.lit(year))
    return rows.filter(same).to_dicts()


def _share(rows: list[dict[str, Any]]) -> Share:
    amounts = [row["amount"] for row in rows]
    return Share(len(amounts), sum(each or 0 for each in amounts), amounts.count(None))


def _line(row: Mapping[str, Any], mapping: CodeMapping, new_codes: frozenset[str]) -> Line:
    code: str | None = row["code"]
    fate = mapping.of_line(code) if code is not None else None
    if fate is not None:
        standing = fate.kind.value
    elif code is None:
        standing = UNCODED
    else:
        standing = ALREADY_NEW if {code, shared_code(code)} & new_codes else UNLISTED
    return Line(row["node"], row["opd"], code, row["title"], row["sen"], standing, fate)
