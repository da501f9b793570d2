"""The report in English says the same as the one in Indonesian."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.result import Result, check
from kawal.engine.checks.rule import Outcome
from kawal.engine.checks.waivers import Waiver
from kawal.engine.report.html import as_html
from kawal.engine.report.machine import as_json
from kawal.engine.report.terminal import lines_of
from kawal.engine.report.view import view_of
from kawal.engine.shared.language import speaking
from kawal.engine.snapshot import Snapshot, package
from tests.factories import a_line, a_plan, snapshot_of
from tests.indonesian import WORDS

DAY = date(2020, 3, 2)
TEXTS = {"language", "title", "message", "fix", "owner", "notes"}
"""Of the JSON report, what is written for people."""


def reports(result: Result) -> tuple[str, str, str]:
    """The terminal's lines, the page and the JSON, in the language in force."""
    view = view_of(result, (), 90)
    return "\n".join(lines_of(view)), as_html(view, "kawal check"), as_json(view)


def without_texts(content: Any) -> Any:
    if isinstance(content, dict):
        return {key: without_texts(each) for key, each in content.items() if key not in TEXTS}
    return [without_texts(each) for each in content] if isinstance(content, list) else content


def words_of(page: str) -> str:
    """What a reader sees or hears of the page; the law is quoted in its own language."""
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    body = re.sub(r'<(\w+) class="hukum" lang="id">.*?</\1>', "", body)
    labels = re.findall(r'(?:aria-label|data-kepala)="([^"]*)"', body)
    return html.unescape("\n".join([re.sub(r"<[^>]*>", "\n", body), *labels]))


def with_nothing_typed(snapshot: Snapshot) -> Snapshot:
    """The same regency, its people's words taken away."""
    typed = {"name", "short", "head", "title", "unit", "text", "fund", "basis"}
    tables = {
        name: frame.with_columns(
            pl.when(pl.col(column).is_not_null()).then(pl.lit("X")).alias(column)
            for column in sorted(typed & set(frame.columns))
        )
        for name, frame in snapshot.tables.items()
        if name != "ceiling"
    }
    return Snapshot(snapshot.region, snapshot.year, True, "x", tables)


def test_findings_digest_and_counts_are_the_same_in_both(faulty_regency: Path) -> None:
    result = check(package.read(faulty_regency), RULES, DAY)
    indonesian = json.loads(reports(result)[2])
    with speaking("en"):
        english = json.loads(reports(result)[2])

    assert (indonesian["language"], english["language"]) == ("id", "en")
    assert without_texts(english) == without_texts(indonesian)
    assert english["findings"] != indonesian["findings"]


def test_one_run_can_be_told_in_both_languages(faulty_regency: Path) -> None:
    result = check(package.read(faulty_regency), RULES, DAY)
    with speaking("en"):
        english = reports(result)

    assert reports(result) == reports(check(package.read(faulty_regency), RULES, DAY))
    with speaking("en"):
        assert reports(result) == english


def test_no_word_of_indonesian_is_left_but_names_and_law(faulty_regency: Path) -> None:
    snapshot = with_nothing_typed(package.read(faulty_regency))
    first = check(snapshot, RULES, DAY).findings[0]
    waiver = Waiver(first.rule.code, first.key, "X", date(2020, 12, 31), "X")
    idle = Waiver("PAGU-01", "X", "X", date(2020, 12, 31), "X")
    with speaking("en"):
        terminal, page, machine = reports(check(snapshot, RULES, DAY, [waiver, idle]))

    findings = json.loads(machine)["findings"]
    told = "\n".join(each[text] for each in findings for text in ("message", "fix", "owner"))
    for text in (terminal, words_of(page), told):
        assert not WORDS.findall(text)


def test_the_page_says_in_which_language_it_is(small_regency: Snapshot) -> None:
    result = check(small_regency, RULES, DAY)
    assert '<html lang="id">' in reports(result)[1]
    with speaking("en"):
        terminal, page, _ = reports(result)

    assert '<html lang="en">' in page
    assert 'counter(page) " of " counter(pages)' in page
    assert "Ready to lock: no blocking findings." in terminal


def test_what_people_typed_is_never_translated() -> None:
    snapshot = snapshot_of(
        opd=[{"id": "05", "name": "Peringatan", "head": "Kepala OPD"}],
        plan=[a_plan()],
        node=[a_line(title="satuan")],
        indicator=[],
    )
    with speaking("en"):
        result = check(snapshot, RULES, DAY)
        finding = next(each for each in result.findings if each.rule.code == "LENGKAP-01")

    assert finding.outcome is Outcome.FAILED
    assert finding.message == "1.02.02.2.01.01 satuan has no indicator yet."
    assert finding.owner == "Kepala OPD"
    with speaking("en"):
        assert "Peringatan" in reports(result)[0]


def test_words_that_kawal_writes_for_a_name_are_said_and_values_are_the_same() -> None:
    snapshot = snapshot_of(
        plan=[a_plan()],
        node=[a_line()],
        indicator=[{"id": "i", "node": "l", "name": None, "unit": None}],
    )
    with speaking("en"):
        findings = {each.rule.code: each for each in check(snapshot, RULES, DAY).findings}
        finding = findings["LENGKAP-02"]

    assert finding.message.startswith("The indicator without a text (key i) of 1.02.02.2.01.01 ")
    assert finding.values["indicator"] is None


def test_what_is_missing_is_told_in_english() -> None:
    snapshot = snapshot_of(plan=[a_plan()], node=[a_line(code=None)], opd=[{"id": "05"}])
    with speaking("en"):
        findings = {each.rule.code: each for each in check(snapshot, RULES, DAY).findings}

    assert findings["KODE-02"].message == (
        "Cannot be assessed: the code of the sub kegiatan is not known."
    )
    assert findings["KODE-02"].fix == "Fill in the code of the sub kegiatan."
    assert findings["LENGKAP-01"].message.startswith(
        "Cannot be assessed: the table Indicator (indicator) is not in the input"
    )
    assert findings["SELARAS-02"].message == (
        "Cannot be assessed: the input does not hold an RPJMD with its programmes."
    )
