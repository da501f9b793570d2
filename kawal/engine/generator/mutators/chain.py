"""Faults in the chain from a line up to the misi, and in the plans between."""

from __future__ import annotations

import random

from kawal.engine.generator.mutators import Breach, Mutator, Touched
from kawal.engine.generator.mutators.book import (
    allocations,
    by_id,
    drafted,
    office_key,
    pick,
    promise_of,
    rupiah,
    set_rupiah,
    shift_printed,
    under,
    upper_ids,
)
from kawal.engine.generator.rows import Row, Rows

_PLANNED = ("2020", "2021")
_MOST_NEW = 4
"""Goals that are added under one: a sample has room for only so many."""
_CUT_AT_ONCE = 3
"""An RPJMD that was typed again loses more than one office's parents; few are whole later on."""


def sasaran_without_line(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A sasaran that was added to the RPJMD and given to nobody."""
    return _orphan(rows, rng, touched, "tujuan", "sasaran", "SELARAS-04")


def misi_without_office(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A misi that no office carries."""
    return _orphan(rows, rng, touched, "visi", "misi", "SELARAS-06")


def _orphan(
    rows: Rows, rng: random.Random, touched: Touched, above: str, level: str, rule: str
) -> list[Breach]:
    parent = pick(rng, _goals(rows, above))
    if (
        parent is None
        or sum(row["parent"] == parent["id"] for row in _new_goals(rows)) >= _MOST_NEW
    ):
        return []
    node = _new_goal(rows, parent, level)
    touched.add(node["id"])
    return [Breach(rule, "node", f"{node['id']}|{year}") for year in _PLANNED]


def _goals(rows: Rows, level: str) -> list[Row]:
    return [row for row in rows["node"] if row["level"] == level and row["plan"] == "rpjmd"]


def _new_goals(rows: Rows) -> list[Row]:
    return [row for row in rows["node"] if row["plan"] == "rpjmd" and "-baru-" in row["id"]]


def _new_goal(rows: Rows, parent: Row, level: str) -> Row:
    number = len(_new_goals(rows)) + 1
    blank = dict.fromkeys(parent, "")
    node = {**blank, "id": f"rpjmd/{level}-baru-{number}", "plan": "rpjmd", "parent": parent["id"],
            "level": level, "title": f"Meningkatnya ketahanan warga (tambahan {number})"}  # fmt: skip
    rows["node"].append(node)
    return node


def sasaran_without_money(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A sasaran of its own for one programme, whose lines then ask for nothing."""
    found = _whole_programme(rows, rng, touched)
    if found is None:
        return []
    programme, promise = found
    tujuan = by_id(rows, "node", promise["parent"])
    while tujuan["level"] != "tujuan":
        if not tujuan["parent"]:
            return []
        tujuan = by_id(rows, "node", tujuan["parent"])
    sasaran = _new_goal(rows, tujuan, "sasaran")
    promise["parent"] = sasaran["id"]
    for line in under(rows, programme["id"]):
        for row in allocations(rows, line["id"]):
            shift_printed(rows, upper_ids(line), -rupiah(row))
            set_rupiah(row, 0)
        touched.add(line["id"])
    touched.update((sasaran["id"], programme["id"], promise["id"]))
    return [
        Breach("SELARAS-05", "node", f"{sasaran['id']}|2021"),
        Breach("SELARAS-02", "node", f"{promise['id']}|2021", planted=False),
    ]


def _whole_programme(rows: Rows, rng: random.Random, touched: Touched) -> tuple[Row, Row] | None:
    """An untouched programme of the draft with untouched lines, and the promise that it serves."""
    programmes = [
        row
        for row in rows["node"]
        if row["level"] == "program" and row["plan"].startswith("renja-2021-")
        and row["id"] not in touched
    ]  # fmt: skip
    programme = pick(rng, programmes)
    above = None if programme is None else promise_of(rows, programme["id"])
    if programme is None or above is None or above in touched or office_key(programme) in touched:
        return None
    if any(line["id"] in touched for line in under(rows, programme["id"])):
        return None
    return programme, by_id(rows, "node", above)


def office_without_misi(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """RPJMD programmes of an office that hang under a sasaran that is not there."""
    offices = [row["id"] for row in rows["opd"]]
    rng.shuffle(offices)
    found: list[Breach] = []
    for opd in offices:
        own = [row for row in _goals(rows, "program") if row["id"].startswith(f"rpjmd/{opd}/")]
        if not own or any(row["id"] in touched or row["opd"] != opd for row in own):
            continue
        for row in own:
            row["parent"] = "rpjmd/sasaran-hilang"
        touched.update(row["id"] for row in own)
        plans = (f"renja-2020-{opd}-v2", f"renja-2021-{opd}-v1")
        found += [Breach("SELARAS-07", "opd", f"{opd}|{plan}") for plan in plans]
        found += [Breach("INDUK-01", "node", row["id"], planted=False) for row in own]
        if sum(breach.planted for breach in found) >= _CUT_AT_ONCE * 2:
            break
    return found


def other_unit(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A Renja programme that measures the promise in another unit."""
    indicator = _following(rows, rng, touched)
    if indicator is None:
        return []
    indicator["unit"] = "dokumen"
    return [Breach("SELARAS-08", "indicator", indicator["id"])]


def other_direction(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A Renja programme that reads the promise the wrong way round."""
    indicator = _following(rows, rng, touched)
    if indicator is None:
        return []
    indicator["direction"] = "turun" if indicator["direction"] == "naik" else "naik"
    return [Breach("SELARAS-09", "indicator", indicator["id"])]


def _following(rows: Rows, rng: random.Random, touched: Touched) -> Row | None:
    """An untouched indicator of a draft programme that follows an untouched one of the RPJMD."""
    indicator = pick(
        rng,
        [
            row
            for row in rows["indicator"]
            if row["node"].startswith("renja-2021-") and row.get("follows", "").startswith("rpjmd/")
            and not {row["id"], row["node"], row["follows"]} & touched
        ],
    )  # fmt: skip
    if indicator is not None:
        touched.update((indicator["id"], indicator["node"]))
    return indicator


def other_office(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A promise that the RPJMD gives to another office than the one that plans it."""
    offices = [row["id"] for row in rows["opd"]]
    programme = pick(rng, [row for row in _goals(rows, "program") if row["id"] not in touched])
    if programme is None or len(offices) < 2:
        return []
    in_force = tuple(
        f"{row['id']}/"
        for row in rows["plan"]
        if row["kind"] == "renja" and (row["first_year"], row["version"]) != ("2020", "1")
    )
    followers = [
        row
        for row in rows["indicator"]
        if row.get("follows") == f"{programme['id']}-i" and row["node"].startswith(in_force)
    ]
    if not followers or any({row["id"], row["node"]} & touched for row in followers):
        return []
    programme["opd"] = rng.choice([opd for opd in offices if opd != programme["opd"]])
    touched.add(programme["id"])
    touched.update(each for row in followers for each in (row["id"], row["node"]))
    return [Breach("SELARAS-10", "indicator", row["id"]) for row in followers]


def promise_below_the_plan(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An RPJMD that sets aside a quarter of what the lines of its programme ask for."""
    found = _whole_programme(rows, rng, touched)
    if found is None:
        return []
    programme, promise = found
    asked = sum(
        rupiah(row)
        for line in under(rows, programme["id"])
        for row in allocations(rows, line["id"])
    )
    own = [
        row for row in rows["allocation"] if (row["node"], row["year"]) == (promise["id"], "2021")
    ]
    if len(own) != 1 or asked < 4000:
        return []
    set_rupiah(own[0], asked // 4)
    touched.update((programme["id"], promise["id"]))
    return [Breach("SELARAS-12", "node", f"{promise['id']}|2021")]


def line_outside_renstra(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A sub kegiatan that the Renstra does not have, beside others of its kegiatan that it has: of a
    kegiatan without any, it is not known what is done in it."""
    node = pick(rng, drafted(rows, touched))
    if node is None:
        return []
    key = f"renstra-{node['opd']}/{node['code']}"
    held = next((row for row in rows["node"] if row["id"] == key), None)
    if key in touched or held is None:
        return []
    if not any(row["parent"] == held["parent"] and row["id"] != key for row in rows["node"]):
        return []
    rows["node"] = [row for row in rows["node"] if row["id"] != key]
    touched.add(node["id"])
    return [Breach("SELARAS-13", "node", node["id"])]


def line_outside_rkpd(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A kegiatan that the RKPD of the year does not have."""
    node = pick(rng, drafted(rows, touched))
    if node is None:
        return []
    key = f"rkpd-2021/{node['opd']}/{node['code'].rpartition('.')[0]}"
    if not any(row["id"] == key for row in rows["node"]):
        return []
    rows["node"] = [row for row in rows["node"] if row["id"] != key]
    touched.add(node["id"])
    return [Breach("SELARAS-14", "node", node["id"])]


MUTATORS: tuple[Mutator, ...] = (
    sasaran_without_line,
    misi_without_office,
    sasaran_without_money,
    office_without_misi,
    other_unit,
    other_direction,
    other_office,
    promise_below_the_plan,
    line_outside_renstra,
    line_outside_rkpd,
)
