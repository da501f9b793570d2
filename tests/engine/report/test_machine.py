"""The JSON report keeps its published form, and says the same as the run."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.result import check
from kawal.engine.checks.waivers import Waiver
from kawal.engine.generator.official import reference_pack
from kawal.engine.readers import read_paths
from kawal.engine.report.machine import as_json
from kawal.engine.report.view import View, view_of
from kawal.engine.snapshot import package
from tests.conftest import ROOT

SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text("utf-8"))
DAY = date(2020, 3, 2)


def a_view(path: Path, *waivers: Waiver) -> View:
    return view_of(
        check(package.read(path), RULES, DAY, waivers, [reference_pack()]), ["catatan"], 90
    )


def parsed(view: View) -> Any:
    return json.loads(as_json(view))


def test_the_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_report_with_findings_and_a_waiver_keeps_the_form(faulty_regency: Path) -> None:
    first = a_view(faulty_regency).result.findings[0]
    waiver = Waiver(first.rule.code, first.key, "Sekda", date(2020, 12, 31), "menunggu")
    content = parsed(a_view(faulty_regency, waiver))

    Draft202012Validator(SCHEMA).validate(content)
    assert content["findings"][0]["outcome"] == "dikecualikan"
    assert content["findings"][0]["waiver"]["office"] == "Sekda"


def test_a_report_of_a_source_that_says_little_keeps_the_form(mamberamo: Path) -> None:
    reading = read_paths([mamberamo])
    content = parsed(view_of(check(reading.snapshot, RULES, DAY), reading.notes, 90))

    Draft202012Validator(SCHEMA).validate(content)
    assert content["region"] is None
    assert {plan["plan"]: plan["rupiah"] for plan in content["totals"]["plans"]} == {
        "rkpd-2023-v1": "1156925987516.00",
        "rkpd-2023-v2": "1185539354926.81",
    }


def test_the_same_run_gives_the_same_text(faulty_regency: Path) -> None:
    assert as_json(a_view(faulty_regency)) == as_json(a_view(faulty_regency))


def test_counts_agree_with_the_list(faulty_regency: Path) -> None:
    content = parsed(a_view(faulty_regency))
    failed = [each for each in content["findings"] if each["outcome"] == "gagal"]

    assert len(failed) == content["totals"]["outcomes"]["gagal"]
    assert len(failed) == content["totals"]["blocking"] + content["totals"]["warnings"]


@pytest.mark.parametrize("name", ["pagu", "amount", "total_pagu", "ceiling"])
def test_money_is_a_text_with_two_decimals(faulty_regency: Path, name: str) -> None:
    values = [each["values"] for each in parsed(a_view(faulty_regency))["findings"]]
    money = [each[name] for each in values if each.get(name) is not None]

    assert money
    assert all(isinstance(each, str) and each[-3] == "." for each in money)
