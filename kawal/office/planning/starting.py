"""A new Renja of an OPD, begun from its Renja of the year before, from its Renstra, or from nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl
from django.core.exceptions import ValidationError
from django.db import transaction

from kawal.base.audit.actions import Actor, Subject, record
from kawal.base.audit.chain import digest_of_text
from kawal.base.organisation.models import Opd
from kawal.engine.snapshot import Snapshot
from kawal.office.planning.exchange import plan_alone
from kawal.office.planning.exchange.changes import adding
from kawal.office.planning.exchange.writing import Writing
from kawal.office.planning.holding import written
from kawal.office.planning.models import KEY, Book, Plan

_LEVELS = ("program", "kegiatan", "sub_kegiatan")
_OF_A_NODE = ("support", "indicator", "allocation", "tag")
"""What comes along with a node. Its steps have the days of another year."""
_LEFT_BEHIND = {"node": ("stated_total",), "indicator": ("baseline", "baseline_text")}
"""What was true of the plan that is copied and of no other: the totals that a file printed, and where
an indicator stood then."""


_FIGURES = ("target", "allocation")


@dataclass(frozen=True)
class Source:
    """A plan to begin from, with what would come along. targets, amounts: how many it says for the
    year that is begun."""

    plan: Plan
    lines: int
    indicators: int
    targets: int
    amounts: int


def years_to_start(opd: Opd) -> list[int]:
    """The year that is planned and the one after, as far as this OPD has no Renja for them."""
    book = Book.objects.first()
    if book is None:
        return []
    begun = Plan.objects.filter(kind="renja", opd=opd).values_list("first_year", flat=True)
    return [year for year in (book.year, book.year + 1) if year not in set(begun)]


def sources(opd: Opd, year: int) -> list[Source]:
    """Where a Renja of that year can begin: the newest Renja of the year before, the newest Renstra."""
    own = Plan.objects.filter(opd=opd).order_by("-version")
    before = own.filter(kind="renja", first_year=year - 1).first()
    ahead = own.filter(kind="renstra", first_year__lte=year, last_year__gte=year).first()
    return [_source(plan, year) for plan in (before, ahead) if plan is not None]


@transaction.atomic
def start(*, opd: Opd, year: int, source: Plan | None, by: Actor) -> Plan:
    """Begin the Renja of an OPD for a year, as a draft.

    From a source come programmes, kegiatan and sub kegiatan with what they support, their tags and
    indicators, and the targets and amounts that it says for that year; not its own year's, not its
    steps, not where its indicators stood. Raises ValidationError for a year that is not to be begun,
    and for a source that is not one of `sources`.
    """
    book = Book.objects.select_for_update().get()
    if year not in years_to_start(opd):
        raise ValidationError({"year": f"Renja {year} {opd} sudah ada atau belum waktunya."})
    if source is not None and source.pk not in {each.plan.pk for each in sources(opd, year)}:
        raise ValidationError({"source": "Renja ini tidak dapat dimulai dari rencana itu."})
    key = f"renja-{year}-{opd.number}-v1"
    rows = {"plan": pl.DataFrame([_plan_row(key, opd, year)])}
    if source is not None:
        rows |= dict(_copied(plan_alone(source), source.pk, key, year))
    change = {
        "year": year,
        "from": source.pk if source else None,
        "rows": {name: frame.height for name, frame in rows.items()},
    }
    subject = Subject("planning.plan", key, key)
    entry = record(by=by, action="planning.start", subject=subject, change=change)
    book.opds.add(opd)
    numbers = dict(book.opds.values_list("number", "pk"))
    Writing(entry, numbers).apply([adding(name, frame) for name, frame in rows.items()])
    for name, frame in rows.items():
        written(book, entry, name, [each.name for each in frame if each.null_count() < each.len()])
    return Plan.objects.get(pk=key)


def _source(plan: Plan, year: int) -> Source:
    alone = plan_alone(plan)
    lines = alone.frame("node").filter(pl.col("level") == "sub_kegiatan")
    told = {name: alone.frame(name).filter(pl.col("year") == year) for name in _FIGURES}
    known = told["allocation"]["amount"].drop_nulls()
    return Source(
        plan, lines.height, alone.frame("indicator").height, told["target"].height, known.len()
    )


def _plan_row(key: str, opd: Opd, year: int) -> dict[str, object]:
    return {
        "id": key, "kind": "renja", "opd": opd.number, "first_year": year, "last_year": year,
        "version": 1,
    }  # fmt: skip


def _copied(alone: Snapshot, old: str, new: str, year: int) -> Iterator[tuple[str, pl.DataFrame]]:
    """The rows of the new plan, table by table."""
    node = alone.frame("node").filter(pl.col("level").is_in(_LEVELS))
    nodes = _renamed(node["id"], old, new)
    yield (
        "node",
        _emptied("node", node).with_columns(
            _by(nodes, "id"), _by(nodes, "parent"), plan=pl.lit(new)
        ),
    )
    indicators: Mapping[str, str] = {}
    for name in _OF_A_NODE:
        if not alone.carries(name):
            continue
        rows = alone.frame(name).filter(pl.col("node").is_in(list(nodes)))
        if name == "allocation":
            rows = rows.filter(pl.col("year") == year)
        rows = _emptied(name, rows).with_columns(_by(nodes, "node"))
        if "id" in rows.columns:
            keys = _renamed(rows["id"], old, new)
            rows = rows.with_columns(_by(keys, "id"))
            indicators = keys if name == "indicator" else indicators
        yield name, rows
    if alone.carries("target"):
        target = alone.frame("target").filter(
            (pl.col("year") == year) & pl.col("indicator").is_in(list(indicators))
        )
        yield "target", target.with_columns(_by(indicators, "indicator"))


def _emptied(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.drop(*(each for each in _LEFT_BEHIND.get(name, ()) if each in rows.columns))


def _by(names: Mapping[str, str], column: str) -> pl.Expr:
    """The column with the new names; what has none stays what it is, such as a node of the RPJMD."""
    return pl.col(column).replace(names)


def _renamed(keys: pl.Series, old: str, new: str) -> dict[str, str]:
    """A name in the new plan for each key. It begins with the plan's, as all of a plan do."""
    names = {key: f"{new}{key[len(old) :] if key.startswith(old) else '/' + key}" for key in keys}
    return {
        key: name if len(name) <= KEY else f"{new}/{digest_of_text(key)[:24]}"
        for key, name in names.items()
    }
