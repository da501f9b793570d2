"""The independent mutators say the truth about what they breach, also where no rule judges it yet.

`test_recall` holds what they breach against the rules; here a plain auditor, written for this,
judges the requirements that wait for a rule.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from kawal.engine.checks.catalogue import BY_CODE
from kawal.engine.generator.mutators import adapted, independent
from kawal.engine.generator.mutators.independent import requirements as said
from kawal.engine.generator.mutators.independent.requirements import Breach, Mutator
from kawal.engine.generator.regency import sample_regency
from kawal.engine.generator.rows import Row, Rows, read_rows, write_rows
from kawal.engine.snapshot import package

WAITING = {requirement for requirement, rules in adapted.RULES_OF.items() if not rules}
PHRASES = {text for name, text in vars(said).items() if name.isupper()}
each_mutator = pytest.mark.parametrize("mutator", independent.MUTATORS, ids=lambda m: m.__name__)


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    """Four OPD that also print totals, look a year ahead, and divide targets into quarters."""
    package.write(sample_regency(opd=4, seed=3), tmp_path)
    rows = read_rows(tmp_path)
    for row in [row for row in rows["allocation"] if row["node"].startswith("renja")]:
        ahead = {"id": f"{row['id']}-n", "year": str(int(row["year"]) + 1)}
        rows["allocation"].append({**row, **ahead})
    for row in rows["allocation"]:
        if row["node"].startswith("rpjmd"):
            row["amount"] = f"{Decimal(row['amount']) * 2}"
    for row in [row for row in rows["target"] if len(row["indicator"].split(".")) == 6]:
        first, rest = divmod(int(row["value"]), 4)
        for quarter, value in zip("1234", (first, first, first, first + rest), strict=True):
            rows["target"].append({**row, "quarter": quarter, "text": str(value), "value": value})
            rows["target"][-1]["value"] = str(value)
    for node in rows["node"]:
        upper = node["plan"].startswith("renja") and node["level"] != "sub_kegiatan"
        node["stated_total"] = str(money(rows, node, below=True)) if upper else ""
    return rows


def year_of(node: Row) -> str:
    return node["plan"].split("-")[1]


def money(rows: Rows, node: Row, *, below: bool = False, ahead: int = 0) -> Decimal:
    """What stands on a node for its year, or on all nodes below it."""
    if below:
        children = [row for row in rows["node"] if row["parent"] == node["id"]]
        return sum((money(rows, row) + money(rows, row, below=True) for row in children), Decimal(0))
    year = str(int(year_of(node)) + ahead)
    own = [row for row in rows["allocation"] if (row["node"], row["year"]) == (node["id"], year)]
    return sum((Decimal(row["amount"]) for row in own), Decimal(0))


def audit(rows: Rows) -> Iterator[tuple[str, str]]:
    """Requirement and key of everything that is not as it should be: slowly and plainly."""
    nodes = {row["id"]: row for row in rows["node"]}
    current = [row for row in rows["node"] if row["plan"].startswith("renja")]
    current = [row for row in current if not (year_of(row) == "2020" and "-v1" in row["plan"])]
    promises = {row["id"] for row in rows["node"] if row["plan"] == "rpjmd"}
    promises &= {row["id"] for row in rows["node"] if row["level"] == "program"}
    above = {row["node"]: row["above"] for row in rows["support"]}
    value = {row["indicator"]: Decimal(row["value"]) for row in rows["target"]
             if row["quarter"] == "0" and not row["indicator"].startswith("rpjmd")}  # fmt: skip
    served: Counter[tuple[str, str]] = Counter()
    drawn: Counter[tuple[str, str, str]] = Counter()
    for row in rows["target"]:
        if Decimal(row["text"]) != Decimal(row["value"]):
            yield said.TEXT_AND_VALUE, f"{row['indicator']}|{row['year']}|{row['quarter']}"
    for node in current:
        plan, parent = node["plan"], nodes.get(node["parent"])
        if node["opd"] != plan.split("-")[2]:
            yield said.OWN_OPD, node["id"]
        if year_of(node) == "2021" and parent and not node["code"].startswith(parent["code"] + "."):
            yield said.CODE_CONTINUES, node["id"]
        if node["stated_total"] and Decimal(node["stated_total"]) != money(rows, node, below=True):
            yield said.PRINTED_TOTAL, node["id"]
        if node["level"] == "program" and above[node["id"]] not in promises:
            yield said.SUPPORT, f"{node['id']}|{above[node['id']]}"
        for row in rows["indicator"]:
            if node["level"] == "program" and row["node"] == node["id"]:
                if row["follows"] != f"{above[node['id']]}-i" or above[node["id"]] not in promises:
                    yield said.FOLLOWS, row["id"]
        for row in rows["allocation"]:
            if row["node"] == node["id"] and node["level"] != "sub_kegiatan":
                yield said.MONEY_ON_LINES, row["id"]
            elif row["node"] == node["id"] and row["year"] == year_of(node):
                drawn[node["opd"], plan, row["fund"]] += Decimal(row["amount"])
        if node["level"] != "sub_kegiatan":
            continue
        if money(rows, node, ahead=1) <= 0:
            yield said.FORWARD, node["id"]
        way = [parent, parent and nodes.get(parent["parent"])]
        for step in [row for row in way if row and row["plan"] == plan]:
            if step["level"] == "program":
                served[above[step["id"]], year_of(node)] += money(rows, node)
        locked = nodes.get(node["id"].replace("-v2/", "-v1/")) if "-v2/" in node["id"] else None
        if locked and money(rows, locked) == money(rows, node):
            if value.get(f"{node['id']}-i", 0) < value.get(f"{locked['id']}-i", 0):
                yield said.CUT_TARGET, node["id"]
    for (promise, year), total in served.items():
        rpjmd = [row for row in rows["allocation"] if (row["node"], row["year"]) == (promise, year)]
        if rpjmd and total > sum(Decimal(row["amount"]) for row in rpjmd):
            yield said.RPJMD_PAGU, f"{promise}|{year}"
    for row in rows["ceiling"]:
        stage = "v1" if row["stage"] == "indikatif" else "v2"
        plan = f"renja-{row['year']}-{row['opd']}-{stage}"
        if drawn[row["opd"], plan, row["fund"]] > Decimal(row["amount"]):
            yield said.FUND_CEILING, f"{row['opd']}|{plan}"


def waiting(breaches: list[Breach]) -> Counter[tuple[str, str]]:
    return Counter((row.requirement, row.key) for row in breaches if row.requirement in WAITING)
