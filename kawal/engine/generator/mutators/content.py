"""Faults of form, completeness and alignment, by those who also write the rules."""

from __future__ import annotations

import random

from kawal.engine.generator.mutators import Breach, Mutator, Touched
from kawal.engine.generator.mutators.book import (
    allocations,
    by_id,
    copy_steps,
    drafted,
    everything_on,
    forward_estimates,
    funded_flagships,
    indicators,
    lines,
    money_of_lines,
    office_key,
    others_fund,
    pick,
    programme_of,
    promise_of,
    reaches,
    rupiah,
    set_rupiah,
    shift_printed,
    under,
    unready,
    upper_ids,
)
from kawal.engine.generator.rows import Row, Rows


def code_without_a_dot(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A dot is lost between kegiatan and sub kegiatan."""
    return _recode(rows, rng, touched, "KODE-01", lambda code: code[:-3] + code[-2:])


def code_with_a_third_digit(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A sub kegiatan of three digits."""
    return _recode(rows, rng, touched, "KODE-01", lambda code: code[:-2] + "0" + code[-2:])


def code_of_four_digits(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """The form of the decree of 2023 in a plan of 2021."""
    return _recode(rows, rng, touched, "KODE-01", lambda code: code[:-2] + "00" + code[-2:])


def provincial_code(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """The kegiatan of a province."""
    return _recode(rows, rng, touched, "KODE-02", lambda code: code[:8] + "1" + code[9:])


def twin_line(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line written twice, its money shared between the two."""
    node = pick(rng, drafted(rows, touched))
    if node is None:
        return []
    twin = {**node, "id": f"{node['id']}-lagi"}
    rows["node"].append(twin)
    for row in indicators(rows, node["id"]):
        copy = {**row, "id": f"{row['id']}-lagi", "node": twin["id"]}
        rows["indicator"].append(copy)
        rows["target"] += [
            {**each, "indicator": copy["id"]}
            for each in rows["target"]
            if each["indicator"] == row["id"]
        ]
    copy_steps(rows, node, twin["id"])
    for row in allocations(rows, node["id"]) + forward_estimates(rows, node["id"]):
        half = rupiah(row) // 2
        rows["allocation"].append({**row, "id": f"{row['id']}-lagi", "node": twin["id"],
                                   "amount": f"{half}.00"})  # fmt: skip
        set_rupiah(row, rupiah(row) - half)
    touched.update(everything_on(rows, node["id"]), everything_on(rows, twin["id"]))
    return [
        Breach("GANDA-01", "node", node["id"]),
        Breach("GANDA-01", "node", twin["id"], planted=False),
    ]


def line_under_programme(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A sub kegiatan hung right under its programme, past the kegiatan."""
    node = pick(rng, drafted(rows, touched) + lines(rows, "renja-2020-", "2", touched))
    if node is None:
        return []
    shift_printed(rows, [node["parent"]], -money_of_lines(rows)[node["id"]])
    node["parent"] = programme_of(node)
    touched.add(node["id"])
    return [Breach("INDUK-01", "node", node["id"])]


def line_under_nothing(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A parent that does not exist; the line then serves no programme either."""
    node = pick(rng, drafted(rows, touched))
    if node is None or promise_of(rows, programme_of(node)) is None:
        return []
    if not others_fund(rows, node):
        return []
    shift_printed(rows, upper_ids(node), -money_of_lines(rows)[node["id"]])
    node["parent"] = f"{node['parent']}-hilang"
    touched.update((node["id"], programme_of(node)))
    return [
        Breach("INDUK-01", "node", node["id"]),
        Breach("SELARAS-01", "node", node["id"], planted=False),
    ]


def sasaran_under_misi(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A sasaran of the RPJMD hung under the misi, past its tujuan."""
    node = pick(
        rng, [row for row in rows["node"] if row["level"] == "sasaran" and row["id"] not in touched]
    )
    if node is None:
        return []
    node["parent"] = by_id(rows, "node", node["parent"])["parent"]
    touched.add(node["id"])
    return [Breach("INDUK-01", "node", node["id"])]


def no_indicator(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line without any indicator."""
    node = pick(rng, drafted(rows, touched))
    if node is None:
        return []
    own = {row["id"] for row in indicators(rows, node["id"])}
    if own & touched:
        return []
    rows["indicator"] = [row for row in rows["indicator"] if row["id"] not in own]
    for table in ("target", "realisation"):
        rows[table] = [row for row in rows[table] if row["indicator"] not in own]
    touched.add(node["id"])
    return [Breach("LENGKAP-01", "node", node["id"])]


def nameless_indicator(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An indicator row whose text was never written."""
    node = pick(rng, drafted(rows, touched))
    if node is None or any(row["id"] in touched for row in indicators(rows, node["id"])):
        return []
    for row in indicators(rows, node["id"]):
        row["name"] = ""
    touched.update(everything_on(rows, node["id"]))
    return [Breach("LENGKAP-01", "node", node["id"])]


def no_unit(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An indicator without a unit."""
    indicator = _line_indicator(rows, rng, touched)
    if indicator is None:
        return []
    indicator["unit"] = ""
    return [Breach("LENGKAP-02", "indicator", indicator["id"]), *_unready(rows, indicator)]


def no_target(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An indicator whose target of the year was left empty."""
    indicator = _line_indicator(rows, rng, touched)
    if indicator is None:
        return []
    for row in rows["target"]:
        if row["indicator"] == indicator["id"]:
            row["text"] = row["value"] = ""
    return [Breach("LENGKAP-03", "indicator", indicator["id"]), *_unready(rows, indicator)]


def neither_unit_nor_target(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """Two faults on one indicator."""
    indicator = _line_indicator(rows, rng, touched)
    if indicator is None:
        return []
    indicator["unit"] = ""
    rows["target"] = [row for row in rows["target"] if row["indicator"] != indicator["id"]]
    return [
        Breach("LENGKAP-02", "indicator", indicator["id"]),
        Breach("LENGKAP-03", "indicator", indicator["id"]),
        *_unready(rows, indicator),
    ]


def no_fund(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """Money without a source."""
    node = pick(rng, drafted(rows, touched))
    if node is None:
        return []
    allocation = allocations(rows, node["id"])[0]
    if allocation["id"] in touched or rupiah(allocation) == 0:
        return []
    allocation["fund"] = ""
    touched.update((node["id"], allocation["id"]))
    return [Breach("LENGKAP-04", "allocation", allocation["id"])]


def programme_without_promise(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A Renja programme that names no programme of the RPJMD: none of its lines does then, and the
    promise itself stands without money."""
    found = _programme(rows, rng, touched)
    if found is None:
        return []
    programme, above = found
    rows["support"] = [row for row in rows["support"] if row["node"] != programme["id"]]
    own = [line for line in under(rows, programme["id"]) if reaches(rows, line, programme["id"])]
    touched.update((programme["id"], above, *(line["id"] for line in under(rows, programme["id"]))))
    first, *rest = own
    return [
        Breach("SELARAS-01", "node", first["id"]),
        *(Breach("SELARAS-01", "node", line["id"], planted=False) for line in rest),
        Breach("SELARAS-02", "node", f"{above}|2021", planted=False),
    ]


def promise_without_money(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """Every line of a programme at Rp0."""
    found = _programme(rows, rng, touched)
    if found is None or office_key(found[0]) in touched:
        return []
    programme, above = found
    before = funded_flagships(rows, "2021")
    for line in under(rows, programme["id"]):
        shift_printed(rows, upper_ids(line), -money_of_lines(rows)[line["id"]])
        for row in allocations(rows, line["id"]):
            set_rupiah(row, 0)
        touched.add(line["id"])
    touched.update((programme["id"], above))
    forsaken = before - funded_flagships(rows, "2021")
    return [
        Breach("SELARAS-02", "node", f"{above}|2021"),
        *(
            Breach("ARAH-04", "flagship", f"{each}|2021", planted=False)
            for each in sorted(forsaken)
        ),
    ]


def weaker_target(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A Renja programme that aims lower than the RPJMD, whichever way is lower."""
    drafted_programmes = {
        row["id"]
        for row in rows["node"]
        if row["level"] == "program" and row["plan"].startswith("renja-2021-")
    }
    measured = [
        row
        for row in rows["indicator"]
        if row["node"] in drafted_programmes and row["id"] not in touched
    ]
    indicator = pick(rng, measured)
    if indicator is None:
        return []
    target = next(row for row in rows["target"] if row["indicator"] == indicator["id"])
    worse = -1 if indicator["direction"] == "naik" else 1
    target["value"] = target["text"] = str(int(target["value"]) + worse)
    touched.add(indicator["id"])
    return [Breach("SELARAS-03", "indicator", indicator["id"])]


def _recode(rows: Rows, rng: random.Random, touched: Touched, rule: str, recode) -> list[Breach]:  # type: ignore[no-untyped-def]
    node = pick(rng, drafted(rows, touched))
    if node is None:
        return []
    node["code"] = recode(node["code"])
    touched.add(node["id"])
    return [Breach(rule, "node", node["id"])]


def _line_indicator(rows: Rows, rng: random.Random, touched: Touched) -> Row | None:
    """An untouched indicator of a line of the draft, now touched together with its line."""
    node = pick(rng, drafted(rows, touched))
    if node is None:
        return None
    indicator = indicators(rows, node["id"])[0]
    if indicator["id"] in touched:
        return None
    touched.update((node["id"], indicator["id"]))
    return indicator


def _unready(rows: Rows, indicator: Row) -> list[Breach]:
    return unready(by_id(rows, "node", indicator["node"]), indicator["id"])


def _programme(rows: Rows, rng: random.Random, touched: Touched) -> tuple[Row, str] | None:
    """A Renja 2021 programme that no other fault relies on, itself or through a line, and the
    promise that it alone serves."""
    programmes = [
        row
        for row in rows["node"]
        if row["level"] == "program"
        and row["plan"].startswith("renja-2021-")
        and row["id"] not in touched
    ]
    programme = pick(rng, programmes)
    above = None if programme is None else promise_of(rows, programme["id"])
    if programme is None or above is None or above in touched:
        return None
    if any(line["id"] in touched for line in under(rows, programme["id"])):
        return None
    return programme, above


MUTATORS: tuple[Mutator, ...] = (
    code_without_a_dot,
    code_with_a_third_digit,
    code_of_four_digits,
    provincial_code,
    twin_line,
    line_under_programme,
    line_under_nothing,
    sasaran_under_misi,
    no_indicator,
    nameless_indicator,
    no_unit,
    no_target,
    neither_unit_nor_target,
    no_fund,
    programme_without_promise,
    promise_without_money,
    weaker_target,
)
