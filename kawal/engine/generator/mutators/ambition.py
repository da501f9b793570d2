"""Faults of earnestness: targets that are no better, copied, flat, or off by a unit."""

from __future__ import annotations

import random
from collections import defaultdict

from kawal.engine.generator.mutators import Breach, Mutator, Touched
from kawal.engine.generator.mutators.book import drafted, indicators, pick, targets
from kawal.engine.generator.rows import Row, Rows

_PEERS, _ROOMY = 10, 15
"""How many are compared at all; how many leave room for later faults to hide some of them."""


def no_better_than_before(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A target that only repeats what was already reached, or less."""
    found = _measured_line(rows, rng, touched)
    if found is None:
        return []
    indicator, target = found
    result = next((row for row in rows["realisation"] if row["indicator"] == indicator["id"]), None)
    if result is None or not result["value"].isdigit():
        return []
    value = max(1, int(result["value"]) - rng.choice((0, 0, 1)))
    target["text"] = target["value"] = str(value)
    return [Breach("SUNGGUH-01", "indicator", indicator["id"])]


def copied_from_last_year(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """The target of the line's plan of the year before, to the letter."""
    node = pick(rng, drafted(rows, touched))
    if node is None:
        return []
    before = node["id"].replace("renja-2021-", "renja-2020-").replace("-v1/", "-v2/")
    own, then = targets(rows, node["id"]), targets(rows, before)
    ids = {row["indicator"] for row in own + then}
    if len(own) != 1 or len(then) != 1 or before in touched or ids & touched:
        return []
    if not then[0]["text"] or not _same_place(rows, node, before):
        return []
    own[0]["text"], own[0]["value"] = then[0]["text"], then[0]["value"]
    touched.update((node["id"], before, *ids))
    return [Breach("SUNGGUH-02", "indicator", own[0]["indicator"])]


def _same_place(rows: Rows, node: Row, before: str) -> bool:
    """Whether the line of last year still has the same code and the same indicator."""
    codes = {row["code"] for row in rows["node"] if row["id"] in (node["id"], before)}
    names = {row["name"] for each in (node["id"], before) for row in indicators(rows, each)}
    return len(codes) == len(names) == 1 and "" not in codes | names


def flat_for_all_years(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A sasaran whose target is the same until the end of the RPJMD."""
    sasaran = {row["id"] for row in rows["node"] if row["level"] == "sasaran"}
    indicator = pick(
        rng,
        [row for row in rows["indicator"] if row["node"] in sasaran and row["id"] not in touched],
    )
    if indicator is None:
        return []
    own = [row for row in rows["target"] if row["indicator"] == indicator["id"]]
    for row in own:
        row["text"], row["value"] = own[0]["text"], own[0]["value"]
    touched.add(indicator["id"])
    return [Breach("SUNGGUH-03", "indicator", indicator["id"])]


def off_by_a_hundred(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A target in another unit than its neighbours': a hundred times the usual."""
    crowds: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    lines = {row["id"]: row for row in drafted(rows, set())}
    for row in rows["indicator"]:
        if row["node"] in lines and row["name"] and row["unit"]:
            crowds[row["name"], row["unit"]].append(row)
    known = {row["indicator"]: row for row in rows["target"] if row["value"]}
    candidates = {
        size: [
            row
            for crowd in crowds.values()
            if sum(each["id"] in known for each in crowd) >= size
            for row in crowd
            if row["id"] in known and not {row["id"], row["node"]} & touched
        ]
        for size in (_PEERS, _ROOMY)
    }
    indicator = pick(rng, candidates[_ROOMY] or candidates[_PEERS])
    if indicator is None:
        return []
    target = known[indicator["id"]]
    target["text"] = target["value"] = str(int(target["value"]) * 100)
    touched.update((indicator["id"], indicator["node"]))
    return [Breach("SUNGGUH-04", "indicator", indicator["id"])]


def _measured_line(rows: Rows, rng: random.Random, touched: Touched) -> tuple[Row, Row] | None:
    """The one indicator of an untouched draft line with its one target, both now touched."""
    node = pick(rng, drafted(rows, touched))
    if node is None:
        return None
    own, aims = indicators(rows, node["id"]), targets(rows, node["id"])
    if len(own) != 1 or len(aims) != 1 or own[0]["id"] in touched or not own[0]["direction"]:
        return None
    touched.update((node["id"], own[0]["id"]))
    return own[0], aims[0]


MUTATORS: tuple[Mutator, ...] = (
    no_better_than_before,
    copied_from_last_year,
    flat_for_all_years,
    off_by_a_hundred,
)
