"""Mistakes in codes and in the tree."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from kawal.engine.generator.mutators import Touched
from kawal.engine.generator.mutators.independent.amounts import (
    blank_printed,
    divisible,
    rupiah,
    shift_printed,
    split_off,
)
from kawal.engine.generator.mutators.independent.editing import append_copy
from kawal.engine.generator.mutators.independent.footing import fallout, footing
from kawal.engine.generator.mutators.independent.requirements import (
    CODE_CONTINUES,
    CODE_FORM,
    CODE_ONCE,
    LEVEL_ORDER,
    OWN_OPD,
    OWN_TREE,
    REGENCY_CODE,
    RPJMD_LEVEL_ORDER,
    TRACED,
    Breach,
)
from kawal.engine.generator.mutators.independent.victims import (
    free_lines,
    node_ids,
    own_ids,
    pick,
    with_free_tree,
    with_sibling,
)
from kawal.engine.generator.mutators.independent.view import LINE, View, same_code
from kawal.engine.generator.rows import Row, Rows

_TWO_DIGIT = re.compile(r"\d\.\d{2}\.\d{2}\.[12]\.\d{2}\.\d{2}")
_REGENCY_KEGIATAN = re.compile(r"\d\.\d{2}\.\d{2}\.2\.\d{2}")


def _free_coded_lines(view: View, touched: Touched) -> list[Row]:
    """Untouched draft lines with a good code that continues the code of their kegiatan."""
    return [
        line
        for line in with_free_tree(view, free_lines(view, view.drafts(), touched), touched)
        if _TWO_DIGIT.fullmatch(line.get("code", ""))
        and line["code"].rpartition(".")[0] == view.ancestors(line)[0].get("code")
    ]


def _spoil_code(
    rows: Rows, rng: random.Random, touched: Touched, spoil: Callable[[str], str]
) -> list[Breach]:
    """Changes the last part of a line's code, so that its form is broken."""
    view = View(rows)
    lines = _free_coded_lines(view, touched)
    line = pick(rng, (n for n in lines if spoil(n["code"][-2:]) != n["code"][-2:]))
    if line is None:
        return []
    touched.update(own_ids(view, line))
    line["code"] = line["code"][:-2] + spoil(line["code"][-2:])
    return [Breach(CODE_FORM, "node", line["id"], True)]


def mutate_letter_for_zero(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """The letter O stands for a zero in the last part of a line's code, which the form of the
    nomenclature does not allow (section 2, structure)."""
    return _spoil_code(rows, rng, touched, lambda part: part.replace("0", "O", 1))


def mutate_four_digit_code(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """The last part of a line's code has four digits, the form of a later decree, in a plan that
    falls under the two-digit one (section 2, structure)."""
    return _spoil_code(rows, rng, touched, lambda part: part.zfill(4))


def mutate_provincial_kegiatan(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A kegiatan and its lines are taken from the provincial half of the nomenclature (fourth
    part 1), which a regency may not use (section 2, structure and mandate)."""
    view = View(rows)
    found = [
        kegiatan
        for kegiatan in view.in_plans(view.drafts(), "kegiatan")
        if _REGENCY_KEGIATAN.fullmatch(kegiatan.get("code", ""))
        and touched.isdisjoint(own_ids(view, kegiatan, *view.children(kegiatan)))
        and all(_TWO_DIGIT.fullmatch(n.get("code", "")) for n in view.children(kegiatan))
    ]
    kegiatan = pick(rng, found)
    if kegiatan is None:
        return []
    lines = view.children(kegiatan)
    touched.update(own_ids(view, kegiatan, *lines), node_ids(*view.ancestors(kegiatan)))
    for node in (kegiatan, *lines):
        parts = node["code"].split(".")
        node["code"] = ".".join((*parts[:3], "1", *parts[4:]))
    return [
        Breach(REGENCY_CODE, "node", node["id"], node is kegiatan) for node in (kegiatan, *lines)
    ]


def mutate_code_of_other_kegiatan(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line carries a free number under the code of another kegiatan of its plan, so that code
    and tree disagree (section 2, structure)."""
    view = View(rows)
    found: list[tuple[Row, Row]] = []
    near: list[tuple[Row, Row]] = []
    for line in _free_coded_lines(view, touched):
        own, programme = view.ancestors(line)
        for other in view.in_plans([view.plans[line["plan"]]], "kegiatan"):
            good = _REGENCY_KEGIATAN.fullmatch(other.get("code", ""))
            if good and other["code"] != own["code"] and other["id"] not in touched:
                found.append((line, other))
                if other["parent"] == programme["id"]:
                    near.append((line, other))
    victim = pick(rng, near, found)
    if victim is None:
        return []
    line, other = victim
    used = {node.get("code") for node in rows["node"]}
    numbers = (f"{other['code']}.{number:02}" for number in range(1, 100))
    code = next((code for code in numbers if code not in used), None)
    if code is None:
        return []
    touched.update(own_ids(view, line), node_ids(view.ancestors(line)[0], other))
    line["code"] = code
    return [Breach(CODE_CONTINUES, "node", line["id"], True)]


def mutate_twin_with_other_title(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line is entered twice under one code, with half of the money each and titles that differ
    by an addition, although code and title come from the decree (section 2, mandate)."""
    view = View(rows)
    found = [
        line
        for line in _free_coded_lines(view, touched)
        if line.get("title")
        and view.indicators(line)
        and view.money(line) > 0
        and len(same_code(view.in_plans([view.plans[line["plan"]]], LINE), line)) == 1
        and all(divisible(a) for a in view.allocations(line))
    ]
    line = pick(rng, found)
    if line is None:
        return []
    touched.update(own_ids(view, line), node_ids(view.ancestors(line)[0]))
    addition = rng.choice((" (Lanjutan)", " Tahap II", " di Kecamatan"))
    twin = append_copy(rows["node"], line, title=line["title"] + addition)
    whole = view.money(line)
    for allocation in view.allocations(line):
        split_off(rows, allocation, 50, node=twin["id"])
    if line.get("stated_total"):
        line["stated_total"] = rupiah(view.money(line))
        twin["stated_total"] = rupiah(whole - view.money(line))
    for indicator in view.indicators(line):
        copy = append_copy(rows["indicator"], indicator, node=twin["id"])
        rows["target"].extend(t | {"indicator": copy["id"]} for t in view.targets(indicator))
    for step in [row for row in rows.get("step", []) if row["node"] == line["id"]]:
        append_copy(rows["step"], step, node=twin["id"])
    touched.update(own_ids(View(rows), twin))
    return [
        Breach(CODE_ONCE, "node", twin["id"], True),
        Breach(CODE_ONCE, "node", line["id"], False),
    ]


def _foreign_homes(view: View, line: Row, touched: Touched) -> Iterator[Row]:
    """Kegiatan of other Renja under which a line can be hung without spoiling a printed total."""
    for home in view.in_plans((p for p in view.plans.values() if p["kind"] == "renja"), "kegiatan"):
        chain = [home, *view.ancestors(home)]
        quiet = home["plan"] not in view.latest or not any(n.get("stated_total") for n in chain)
        if home["plan"] != line["plan"] and quiet and touched.isdisjoint(node_ids(*chain)):
            yield home


def mutate_hung_in_other_tree(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line copied from another Renja still hangs under the kegiatan of that plan, so that its
    own plan no longer leads it to the RPJMD (1.7, chain and (3))."""
    view = View(rows)
    free = free_lines(view, view.latest_of("renja"), touched)
    lines = list(with_sibling(view, with_free_tree(view, free, touched)))
    line = pick(rng, lines)
    if line is None:
        return []
    kegiatan, programme = view.ancestors(line)
    homes = list(_foreign_homes(view, line, touched))
    own = [home for home in homes if home["opd"] == line["opd"]]
    same = [home for home in own if home.get("code") and home["code"] == kegiatan.get("code")]
    home = pick(rng, same, own, homes)
    if home is None:
        return []
    above = [*view.ancestors(line), home, *view.ancestors(home), *view.served(line)]
    twin = view.counterpart(line)
    touched.update(own_ids(view, line, *([twin] if twin else [])), node_ids(*above))
    before = footing(view)
    shift_printed((kegiatan, programme), -view.money(line))
    line["parent"] = home["id"]
    breaches = [
        Breach(OWN_TREE, "node", line["id"], True),
        Breach(TRACED, "node", line["id"], False),
    ]
    judged = line["plan"] in {plan["id"] for plan in view.drafts()}
    if judged and not line.get("code", "").startswith(home.get("code", "") + "."):
        breaches.append(Breach(CODE_CONTINUES, "node", line["id"], False))
    return breaches + fallout(before, rows)


def mutate_line_skips_kegiatan(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line hangs straight under its programme, leaving out the kegiatan that its code names
    (section 2, structure: program, kegiatan, sub kegiatan)."""
    view = View(rows)
    free = free_lines(view, view.latest_of("renja"), touched)
    line = pick(rng, with_sibling(view, with_free_tree(view, free, touched)))
    if line is None:
        return []
    kegiatan, programme = view.ancestors(line)
    touched.update(own_ids(view, line, kegiatan, programme))
    shift_printed((kegiatan,), -view.money(line))
    line["parent"] = programme["id"]
    return [Breach(LEVEL_ORDER, "node", line["id"], True)]


def mutate_rpjmd_programme_skips_sasaran(
    rows: Rows, rng: random.Random, touched: Touched
) -> list[Breach]:
    """A programme of the RPJMD hangs under a tujuan, so that no sasaran stands between them
    (1.7, chain: visi, misi, tujuan, sasaran, program)."""
    view = View(rows)
    found: list[tuple[Row, Row, Row]] = []
    for programme in view.in_plans(view.latest_of("rpjmd"), "program"):
        chain = view.ancestors(programme)
        if [n["level"] for n in chain[:2]] == ["sasaran", "tujuan"]:
            sasaran, tujuan = chain[:2]
            shared = [n for n in view.children(sasaran) if n["level"] == "program"]
            if len(shared) > 1 and touched.isdisjoint(node_ids(programme, sasaran, tujuan)):
                found.append((programme, sasaran, tujuan))
    victim = pick(rng, found)
    if victim is None:
        return []
    programme, sasaran, tujuan = victim
    touched.update(node_ids(programme, sasaran, tujuan))
    blank_printed((sasaran,))
    programme["parent"] = tujuan["id"]
    return [Breach(RPJMD_LEVEL_ORDER, "node", programme["id"], True)]


def mutate_kegiatan_of_other_opd(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A kegiatan in the Renja of one OPD names another OPD as the one in charge, although a
    Renja follows the duties of its own OPD (1.1, ps 13 (2))."""
    view = View(rows)
    opds = [opd["id"] for opd in rows.get("opd", [])]
    found = [
        (kegiatan, other)
        for kegiatan in view.in_plans(view.drafts(), "kegiatan")
        if kegiatan["id"] not in touched and not view.allocations(kegiatan)
        for other in opds
        if other not in (kegiatan["opd"], view.plans[kegiatan["plan"]]["opd"])
    ]
    victim = pick(rng, found)
    if victim is None:
        return []
    kegiatan, other = victim
    touched.update(own_ids(view, kegiatan))
    kegiatan["opd"] = other
    return [Breach(OWN_OPD, "node", kegiatan["id"], True)]
