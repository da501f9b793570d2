"""All that is known of one indicator: what it measures, what was promised, what was reached, and who
works on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kawal.base.organisation.seat import Seat
from kawal.base.ui.tables import Column, Table
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import decimal, long_date
from kawal.office.book.editions import asked_for, edition_name
from kawal.office.findings.models import Finding
from kawal.office.planning.models import Book, Indicator, Node, Plan, Target
from kawal.office.planning.verbatim import carried, told_of

_WHOLE_YEAR = 0


@dataclass(frozen=True)
class Use:
    """Who took the indicator into a plan of its own. indicator: there; plan: which one."""

    indicator: Indicator
    plan: Plan


def above(node: Node) -> list[Node]:
    """The chain from the visi down to the node's parent."""
    chain: list[Node] = []
    upper = node.parent
    while upper is not None:
        chain.insert(0, upper)
        upper = upper.parent
    return chain


def facts(indicator: Indicator) -> list[tuple[str, str]]:
    """What describes it, each with what it is called; an empty text where it is not written."""
    baseline = indicator.baseline_text or _written(indicator.baseline)
    return [
        (say("Definisi"), indicator.definition),
        (say("Rumus"), indicator.formula),
        (say("Satuan"), indicator.unit),
        (say("Arah"), say(indicator.direction) if indicator.direction else ""),
        (say("Akumulasi"), say(indicator.accumulation) if indicator.accumulation else ""),
        (say("Jenis ukuran"), say(indicator.measure) if indicator.measure else ""),
        (say("Sumber data"), indicator.source),
        (say("Frekuensi"), indicator.frequency),
        (say("Kondisi awal"), baseline),
    ]


def by_year(twins: Sequence[Indicator], book: Book | None) -> Table:
    """Per year the target of every version of the promise, and what was reached.

    twins: the same indicator in other versions, the oldest first; the one that is read is among them.
    """
    names = {each.pk: say("Target, {plan}", plan=edition_name(each.node.plan)) for each in twins}
    aims: dict[int, dict[str, str]] = {}
    rows = Target.objects.filter(indicator__in=twins, quarter=_WHOLE_YEAR)
    for key, year, text, value in rows.values_list("indicator_id", "year", "text", "value"):
        aims.setdefault(year, {})[key] = text or _written(value)
    reached = _reached([each.pk for each in twins], book)
    columns = [Column(say("Tahun")), *map(Column, names.values()), Column(say("Hasil"))]
    told = [
        (str(year), *(aims.get(year, {}).get(key) or None for key in names), reached.get(year))
        for year in sorted({*aims, *reached})
    ]
    return Table(say("Target dan hasil per tahun"), columns, told)


def versions(twins: Sequence[Indicator]) -> Table:
    """Every version of the promise with its legal basis, its date and what it promises for the last
    year. twins: as for `by_year`."""
    last = max(each.node.plan.last_year for each in twins)
    rows = Target.objects.filter(indicator__in=twins, quarter=_WHOLE_YEAR, year=last)
    aims = {
        key: text or _written(value)
        for key, text, value in rows.values_list("indicator_id", "text", "value")
    }
    columns = [
        Column(say("Versi")), Column(say("Dasar hukum")), Column(say("Ditetapkan")),
        Column(say("Target {year}", year=last)),
    ]  # fmt: skip
    told = [
        (
            edition_name(plan),
            plan.basis or None,
            long_date(plan.locked_on) if plan.locked_on else None,
            aims.get(each.pk) or None,
        )
        for each in twins
        for plan in (each.node.plan,)
    ]
    return Table(say("Versi janji dan dasar hukumnya"), columns, told)


def on_day(twins: Sequence[Indicator], words: Mapping[str, str]) -> Indicator | None:
    """The one of these that held on the day `per` of an address; None where it names no day. Raises
    NoEditionError as `asked_for` does."""
    if not words.get("per", "").strip():
        return None
    plans = {each.node.plan_id: each for each in twins}
    plan = asked_for([each.node.plan for each in twins], words)
    return plans[plan.pk] if plan is not None else None


def promised(indicator: Indicator, year: int) -> str | None:
    """Its target of a whole year as it is written; None where there is none."""
    found = Target.objects.filter(indicator=indicator, quarter=_WHOLE_YEAR, year=year).first()
    return (found.text or _written(found.value) or None) if found else None


def twins_of(indicator: Indicator) -> list[Indicator]:
    """The indicator in every version of its plan, the oldest first: the one on the same place with the
    same words, or the only one on that place."""
    plan = indicator.node.plan
    versions = Plan.objects.filter(kind=plan.kind, opd=plan.opd, first_year=plan.first_year)
    there = Indicator.objects.filter(
        node__plan__in=versions, node__level=indicator.node.level,
        node__code=indicator.node.code, node__title=indicator.node.title, name=indicator.name,
    ).select_related("node__plan__opd")  # fmt: skip
    by_plan = {each.node.plan_id: each for each in there} | {plan.pk: indicator}
    return sorted(by_plan.values(), key=lambda each: each.node.plan.version)


def uses(indicator: Indicator, seat: Seat) -> list[Use]:
    """Where a plan that the reader may see follows this indicator, the newest years first."""
    followers = indicator.followers.filter(node__plan__in=Plan.objects.visible_to(seat))
    found = followers.select_related("node__plan__opd", "node__opd").order_by(
        "-node__plan__first_year", "node__plan__opd__number", "-node__plan__version", "pk"
    )
    return [Use(each, each.node.plan) for each in found]


def found_on(indicator: Indicator, seat: Seat) -> list[Finding]:
    """What the rules find on it."""
    keys = [indicator.pk]
    seen = Finding.objects.visible_to(seat).open().filter(table="indicator", key__in=keys)
    return list(seen.order_by("-blocking", "rule"))


def _reached(keys: Sequence[str], book: Book | None) -> dict[int, str]:
    if book is None or not carried(book, "realisation"):
        return {}
    asked: dict[str, Any] = {
        "realisation": {"indicator": list(keys), "quarter": [str(_WHOLE_YEAR)]}
    }
    return {
        int(row["year"]): row["text"]
        for row in told_of(asked)["realisation"]
        if row["year"] and row["text"]
    }


def _written(value: Decimal | None) -> str:
    return decimal(value) if value is not None else ""
