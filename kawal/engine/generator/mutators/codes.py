"""Faults of codes and names beside the decree, and what any change of a code brings with it."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from kawal.engine.generator.mutators import Breach, Mutator, Touched
from kawal.engine.generator.mutators.book import drafted, everything_on, pick
from kawal.engine.generator.official import FOREIGN_BIDANG, WITHDRAWN_NUMBER, reference_pack
from kawal.engine.generator.rows import Row, Rows
from kawal.engine.reference.pack import SHARED_BIDANG, WITHDRAWN

_FORM = re.compile(r"\d\.\d\d\.\d\d\.[1-57]\.\d\d\.(\d\d|\d{4})")
_OF_A_REGENCY_IN_2021 = re.compile(r"\d\.\d\d\.\d\d\.2\.\d\d\.\d\d")
_UNKNOWN_NUMBER = "77"
_YEAR = "renja-2021-"
"""The codes of earlier plans follow no decree that the rules know."""


Places = dict[str, tuple[str, str, str]]
"""Id of a node of the Renja 2021 → its code, title and parent."""


def places(rows: Rows) -> Places:
    return {
        row["id"]: (row["code"], row["title"], row["parent"])
        for row in rows["node"]
        if row["plan"].startswith(_YEAR)
    }


def fallout(before: Places, rows: Rows) -> list[Breach]:
    """The breaches of codes by every node of the Renja 2021 that is new or has another code, title
    or parent than before, or stands under one that has another code."""
    after = places(rows)
    moved = {key for key, place in after.items() if before.get(key) != place}
    if not moved:
        return []
    recoded = {key for key in moved if key not in before or before[key][0] != after[key][0]}
    all_codes = {row["id"]: row["code"] for row in rows["node"]}
    nodes = [
        row
        for row in rows["node"]
        if row["plan"].startswith(_YEAR) and (row["id"] in moved or row["parent"] in recoded)
    ]
    return [
        Breach(rule, "node", key, planted=False)
        for node in nodes
        for rule, key in [
            *_beside_parent(node, all_codes),
            *_beside_decree(node),
            *_among(node, rows),
        ]
    ]


def _beside_parent(node: Row, codes: dict[str, str]) -> Iterator[tuple[str, str]]:
    judged = node["level"] == "kegiatan" or _is_formed_line(node)
    above = codes.get(node["parent"])
    if judged and above is not None and not node["code"].startswith(f"{above}."):
        yield "INDUK-02", node["id"]


def _beside_decree(node: Row) -> Iterator[tuple[str, str]]:
    if node["level"] != "sub_kegiatan" or not _OF_A_REGENCY_IN_2021.fullmatch(node["code"]):
        return
    official = _official(node["code"])
    if official is None:
        yield "DAFTAR-01", node["id"]
        return
    name, status = official
    if status == WITHDRAWN:
        yield "DAFTAR-02", node["id"]
    if node["title"] and _letters(name) != _letters(node["title"]):
        yield "DAFTAR-03", node["id"]


def _among(node: Row, rows: Rows) -> Iterator[tuple[str, str]]:
    """What the line breaches beside its OPD and the other OPD."""
    if not _is_formed_line(node):
        return
    office = _office(node, rows)
    if node["code"][:4] not in re.findall(r"\d\.\d\d", office["code"])[:3]:
        yield "KODE-03", node["id"]
    planners = _planners(rows)[node["code"]]
    common = node["code"][4:8] == ".01." or node["code"][0] == "7"
    if not common and len({opd for opd, _ in planners}) > 1:
        yield from (("GANDA-02", key) for _, key in planners)


def _is_formed_line(node: Row) -> bool:
    return node["level"] == "sub_kegiatan" and bool(_FORM.fullmatch(node["code"]))


def _office(node: Row, rows: Rows) -> Row:
    owner = _owners(rows)[node["plan"]]
    return next(row for row in rows["opd"] if row["id"] == owner)


def _owners(rows: Rows) -> dict[str, str]:
    """The OPD of each plan: whatever a node says, the plan's counts."""
    return {row["id"]: row["opd"] for row in rows["plan"]}


def _planners(rows: Rows) -> defaultdict[str, list[tuple[str, str]]]:
    """Code → OPD and id of every line of the year."""
    owners = _owners(rows)
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows["node"]:
        if row["level"] == "sub_kegiatan" and row["plan"].startswith(_YEAR):
            found[row["code"]].append((owners[row["plan"]], row["id"]))
    return found


@cache
def _decree() -> dict[str, tuple[str, str]]:
    """Code → name and status."""
    rows = reference_pack().codes.select("code", "name", "status").iter_rows()
    return {code: (name, status) for code, name, status in rows}


def _official(code: str) -> tuple[str, str] | None:
    """Name and status of a code; a supporting programme stands in the decree for any bidang."""
    found = _decree().get(code)
    if found is None and code[4:8] == ".01.":
        found = _decree().get(SHARED_BIDANG + code[4:])
    return found


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def code_of_no_decree(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A number that the decree does not have under that kegiatan."""
    node = pick(rng, _well_coded(rows, touched))
    if node is None:
        return []
    used = {row["code"] for row in rows["node"] if row["plan"] == node["plan"]}
    code = f"{node['code'][:-2]}{_UNKNOWN_NUMBER}"
    return [] if code in used else _recode(rows, touched, node, code, node["title"], "DAFTAR-01")


def withdrawn_code(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A sub kegiatan that the decree has withdrawn, under its old name."""
    lines = [row for row in _well_coded(rows, touched) if _old_code(row) in _decree()]
    node = pick(rng, lines)
    if node is None:
        return []
    code = _old_code(node)
    if any(row["code"] == code and row["plan"] == node["plan"] for row in rows["node"]):
        return []
    return _recode(rows, touched, node, code, _decree()[code][0], "DAFTAR-02")


def own_name(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A sub kegiatan renamed by the office."""
    node = pick(rng, _well_coded(rows, touched))
    if node is None:
        return []
    title = f"{node['title']} {rng.choice(('Tahap II', 'Lanjutan', '(Swakelola)'))}"
    return _recode(rows, touched, node, node["code"], title, "DAFTAR-03")


def work_of_a_bidang_of_none(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line of a bidang urusan that the office does not have."""
    node = pick(rng, _well_coded(rows, touched))
    planned = {row["code"] for row in rows["node"]}
    codes = [
        code
        for code in _decree()
        if code.startswith(FOREIGN_BIDANG) and code.count(".") == 5 and code not in planned
    ]
    if node is None or not codes:
        return []
    return _recode(rows, touched, node, codes[0], _decree()[codes[0]][0], "KODE-03")


def bidang_left_out_of_the_office(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """The organisation code of an office names another bidang than that of all its lines."""
    office = pick(rng, [row for row in rows["opd"] if row["id"] not in touched])
    if office is None:
        return []
    owners = _owners(rows)
    own = [
        row
        for row in rows["node"]
        if row["plan"].startswith(_YEAR)
        and owners[row["plan"]] == office["id"]
        and _is_formed_line(row)
    ]
    if not own or any(row["id"] in touched for row in own):
        return []
    office["code"] = f"{FOREIGN_BIDANG}{office['code'][4:]}"
    touched.update((office["id"], *(row["id"] for row in own)))
    first, *rest = own
    return [
        Breach("KODE-03", "node", first["id"]),
        *(Breach("KODE-03", "node", row["id"], planted=False) for row in rest),
    ]


def work_of_another_office(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A sub kegiatan that another office plans already."""
    lines = [
        row
        for row in _well_coded(rows, touched)
        if row["code"][0] != "7" and row["code"][4:8] != ".01."
    ]
    node, other = pick(rng, lines), pick(rng, lines)
    if node is None or other is None or node["plan"] == other["plan"]:
        return []
    touched.add(other["id"])
    return _recode(rows, touched, node, other["code"], other["title"], "GANDA-02")


def line_under_another_kegiatan(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line hung under the other kegiatan of its programme; its code still names the first."""
    node = pick(rng, _well_coded(rows, touched))
    if node is None:
        return []
    homes = [
        row
        for row in rows["node"]
        if row["level"] == "kegiatan"
        and row["plan"] == node["plan"]
        and row["code"][:7] == node["code"][:7]
        and row["id"] != node["parent"]
    ]
    home = pick(rng, homes)
    if home is None or {home["id"], node["parent"]} & touched:
        return []
    node["parent"] = home["id"]
    touched.update(everything_on(rows, node["id"]))
    return [Breach("INDUK-02", "node", node["id"])]


def _well_coded(rows: Rows, touched: Touched) -> list[Row]:
    """Untouched lines of the draft whose code still has its form."""
    return [row for row in drafted(rows, touched) if _OF_A_REGENCY_IN_2021.fullmatch(row["code"])]


def _old_code(node: Row) -> str:
    return f"{node['code'][:-2]}{WITHDRAWN_NUMBER}"


def _recode(
    rows: Rows, touched: Touched, node: Row, code: str, title: str, rule: str
) -> list[Breach]:
    """Another code and title; what follows from that is found by `fallout`."""
    node["code"], node["title"] = code, title
    touched.update(everything_on(rows, node["id"]))
    return [Breach(rule, "node", node["id"])]


MUTATORS: tuple[Mutator, ...] = (
    code_of_no_decree,
    withdrawn_code,
    own_name,
    work_of_a_bidang_of_none,
    bidang_left_out_of_the_office,
    work_of_another_office,
    line_under_another_kegiatan,
)
