"""Mistakes between Renja and RPJMD."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kawal.engine.generator.mutators import Touched
from kawal.engine.generator.mutators.independent.footing import fallout, footing
from kawal.engine.generator.mutators.independent.numbers import set_target, value_of, weaker
from kawal.engine.generator.mutators.independent.requirements import (
    FOLLOWS,
    RPJMD_FUNDED,
    RPJMD_TARGET,
    SUPPORT,
    TRACED,
    Breach,
)
from kawal.engine.generator.mutators.independent.victims import node_ids, own_ids, pick, target_key
from kawal.engine.generator.mutators.independent.view import LINE, View, grouped
from kawal.engine.generator.rows import Row, Rows


@dataclass(frozen=True)
class _Link:
    """How a draft Renja programme is tied to the RPJMD."""

    programme: Row
    support: Row
    above: Row
    indicator: Row
    followed: Row

    def ids(self) -> set[str]:
        """Ids of both programmes and both indicators."""
        return node_ids(self.programme, self.above, self.indicator, self.followed)


def _free_links(view: View, touched: Touched) -> list[_Link]:
    """Sound and untouched ties of draft programmes to RPJMD programmes."""
    links: list[_Link] = []
    for programme in view.in_plans(view.drafts(), "program"):
        supports, indicators = view.supports(programme), view.indicators(programme)
        if len(supports) != 1 or len(indicators) != 1:
            continue
        above = view.rpjmd_programme(supports[0]["above"])
        followed = view.indicator_by_id.get(indicators[0].get("follows", ""))
        if above is None or followed is None or followed["node"] != above["id"]:
            continue
        link = _Link(programme, supports[0], above, indicators[0], followed)
        if touched.isdisjoint(link.ids()):
            links.append(link)
    return links


def _lines_below(view: View, programme: Row) -> list[Row]:
    """Lines that lead to a programme inside its own plan."""
    lines = view.in_plans([view.plans[programme["plan"]]], LINE)
    return [line for line in lines if view.programme(line) is programme]


def _is_last_year(view: View, node: Row, programme: Row) -> bool:
    """Whether a node stands in the latest Renja of the same OPD for the year before."""
    plan = view.plans[node["plan"]]
    before = int(plan["first_year"]) + 1 == int(view.year(programme))
    current = plan["kind"] == "renja" and plan["id"] in view.latest
    return before and current and node["opd"] == programme["opd"]


def mutate_follows_last_year(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """The indicator of a draft programme follows the namesake in last year's Renja instead of
    the indicator of the RPJMD, so the chain to the RPJMD is cut (1.7, chain)."""
    view = View(rows)
    followers = grouped(rows.get("indicator", []), "follows")
    found = [
        (link, old)
        for link in _free_links(view, touched)
        for old in followers.get(link.followed["id"], [])
        if _is_last_year(view, view.nodes[old["node"]], link.programme)
        and touched.isdisjoint({old["id"], old["node"]})
    ]
    victim = pick(rng, found)
    if victim is None:
        return []
    link, old = victim
    touched.update(link.ids(), {old["id"], old["node"]})
    link.indicator["follows"] = old["id"]
    return [Breach(FOLLOWS, "indicator", link.indicator["id"], True)]


def mutate_support_of_sasaran(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A draft programme is tied to the sasaran above its RPJMD programme, so that it and its
    lines have no RPJMD programme any more (1.7, chain and (3))."""
    view = View(rows)
    found: list[tuple[_Link, Row]] = []
    shared: list[tuple[_Link, Row]] = []
    serving = Counter(link.above["id"] for link in _free_links(view, set()))
    for link in _free_links(view, touched):
        sasaran = view.parent(link.above)
        ids = own_ids(view, *_lines_below(view, link.programme))
        if sasaran is None or sasaran["level"] != "sasaran" or not touched.isdisjoint(ids):
            continue
        found.append((link, sasaran))
        if serving[link.above["id"]] > 1:
            shared.append((link, sasaran))
    victim = pick(rng, shared, found)
    if victim is None:
        return []
    link, sasaran = victim
    lines = _lines_below(view, link.programme)
    touched.update(link.ids(), {sasaran["id"]}, own_ids(view, *lines))
    before = footing(view)
    link.support["above"] = sasaran["id"]
    return [
        Breach(SUPPORT, "support", f"{link.programme['id']}|{sasaran['id']}", True),
        Breach(FOLLOWS, "indicator", link.indicator["id"], False),
        *(Breach(TRACED, "node", line["id"], False) for line in lines),
        *fallout(before, rows),
    ]


def mutate_target_weaker_than_rpjmd(
    rows: Rows, rng: random.Random, touched: Touched
) -> list[Breach]:
    """The target of a draft programme is weaker than that of the RPJMD indicator it follows, best
    where "weaker" is the higher number (1.7, chain; SE Bupati with targets, 1.2)."""
    view = View(rows)
    found: list[tuple[_Link, Decimal]] = []
    for link in _free_links(view, touched):
        year = view.year(link.programme)
        bar = value_of(view.target(link.followed, year))
        alike = all(
            link.indicator.get(column) == link.followed.get(column)
            for column in ("unit", "direction", "accumulation")
        )
        new = weaker(view, link.indicator, year, bar) if alike and bar is not None else None
        if new is not None:
            found.append((link, new))
    sly = [entry for entry in found if entry[0].indicator["direction"] == "turun"]
    victim = pick(rng, sly, found)
    if victim is None:
        return []
    link, new = victim
    touched.update(link.ids())
    target = set_target(view, link.indicator, view.year(link.programme), new)
    return [Breach(RPJMD_TARGET, "target", target_key(target), True)]


def _adopt(row: Row, model: Row, columns: Iterable[str]) -> None:
    """Copies some cells of a model row, as far as its table has them."""
    row.update({column: model[column] for column in columns if column in model})


def _adopted_targets(view: View, own: Row, other: Row) -> list[tuple[Row, Row]] | None:
    """Pairs of whole-year targets of two indicators, or None if some year has no partner."""
    pairs = [(target, view.target(other, target["year"])) for target in view.targets(own)]
    if not pairs or any(target["quarter"] != "0" for target, _ in pairs):
        return None
    if any(partner is None or not partner.get("value") for _, partner in pairs):
        return None
    return [(target, partner) for target, partner in pairs if partner is not None]


def mutate_rpjmd_programme_forsaken(
    rows: Rows, rng: random.Random, touched: Touched
) -> list[Breach]:
    """The only draft programme that serves an RPJMD programme is tied to its neighbour, indicator
    and target included, so that the first gets no line that year (1.7, chain)."""
    view = View(rows)
    before = footing(view)
    servers = Counter(
        (support["above"], view.year(programme))
        for programme in view.in_plans(view.latest_of("renja"), "program")
        for support in view.supports(programme)
    )
    found: list[tuple[_Link, Row, Row]] = []
    for link in _free_links(view, touched):
        year = view.year(link.programme)
        funded = f"{link.above['id']}|{year}" in before.funded
        if servers[link.above["id"], year] == 1 and funded:
            found.extend((link, node, new) for node, new in _neighbours(view, link, touched))
    victim = pick(rng, found)
    if victim is None:
        return []
    link, neighbour, followed = victim
    touched.update(link.ids(), {neighbour["id"], followed["id"]})
    link.support["above"] = neighbour["id"]
    for target, partner in _adopted_targets(view, link.indicator, followed) or []:
        _adopt(target, partner, ("text", "value"))
    _adopt(link.indicator, followed, ("name", "unit", "direction", "accumulation"))
    link.indicator["follows"] = followed["id"]
    return fallout(before, rows, planted=RPJMD_FUNDED)


def _neighbours(view: View, link: _Link, touched: Touched) -> Iterator[tuple[Row, Row]]:
    """Other RPJMD programmes, each with an indicator, that a draft programme could pass for."""
    for node in view.in_plans([view.plans[link.above["plan"]]], "program"):
        fits = node.get("opd", "") in ("", link.programme["opd"])
        if node is link.above or not fits or node["id"] in touched:
            continue
        for indicator in view.indicators(node):
            known = _adopted_targets(view, link.indicator, indicator) is not None
            if known and indicator["id"] not in touched:
                yield node, indicator
