"""One edited line is judged at once, from its part of the book, just as the whole book would."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from statistics import median
from time import perf_counter

import polars as pl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kawal.base.audit.actions import Actor
from kawal.base.organisation.models import Opd
from kawal.base.organisation.region import set_region
from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.result import check
from kawal.engine.generator.faults import with_faults
from kawal.engine.generator.regency import sample_regency
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.schema import BY_NAME
from kawal.office.findings.actions import ACROSS, check_line, check_opd, run_checks
from kawal.office.findings.models import Finding
from kawal.office.planning.actions import edit_indicator
from kawal.office.planning.exchange import give_out, take_in
from kawal.office.planning.models import Node

pytestmark = pytest.mark.django_db
DAY = date(2020, 3, 2)
GENEROUS = 1.0
"""Seconds for one edited line; the budget on an idle machine is a tenth."""
Told = set[tuple[str, str, str, str]]


@pytest.fixture(autouse=True)
def served(sekda: Actor) -> None:
    set_region(code="33.28", name="Kabupaten Tegal", seat="Slawi", by=sekda)


def told(findings: Iterable[Finding]) -> Told:
    return {(each.rule, each.key, each.outcome, each.message) for each in findings}


def without_lost_references(book: Snapshot) -> Snapshot:
    """What points at nothing can be judged, but not kept."""
    tables = dict(book.tables)
    for name in book.tables:
        for column in BY_NAME[name].columns:
            if column.refers and column.judged and column.name in tables[name].columns:
                there = pl.col(column.name).is_in(book.keys(column.refers).implode())
                cell = pl.when(there).then(pl.col(column.name))
                tables[name] = (
                    tables[name].filter(there) if column.key else tables[name].with_columns(cell)
                )
    return replace(book, tables=tables)


@pytest.mark.parametrize("seed", range(5))
def test_each_opd_is_judged_as_in_the_whole_book(sekda: Actor, seed: int) -> None:
    book, _ = with_faults(sample_regency(opd=4, seed=seed), faults=50, seed=seed)
    take_in(snapshot=without_lost_references(book), by=sekda)
    run_checks(by=sekda, on=DAY)
    whole = told(Finding.objects.exclude(opd=None))
    parts = told(each for opd in Opd.objects.all() for each in check_opd(opd=opd, on=DAY))

    assert len(whole) > 20
    assert parts == whole


def test_rules_across_opd_are_those_whose_answer_another_opd_can_change() -> None:
    """Whatever asks for what lines of all OPD have in common is listed."""
    parts = {"sharing", "company", "distance"}
    asking = {
        rule.code
        for rule in RULES
        if parts & {part.name for part in rule.subject.parts_for(rule.columns)}
        and rule.subject.name in ("line", "indicator")
    }

    assert asking == ACROSS


def test_a_line_is_told_of_itself_and_of_what_hangs_on_it(sekda: Actor) -> None:
    take_in(snapshot=sample_regency(opd=2, seed=3), by=sekda)
    line = Node.objects.filter(
        level="sub_kegiatan", plan__kind="renja", plan__first_year=2021, indicators__isnull=False
    ).first()
    measured = line.indicators.first()
    assert ("LENGKAP-02", measured.pk) not in {
        (each.rule, each.key) for each in check_line(node=line, on=DAY)
    }
    edit_indicator(
        indicator=measured, values={"unit": ""}, seen={"unit": measured.unit}, session="s", by=sekda
    )
    (found,) = [each for each in check_line(node=line, on=DAY) if each.rule == "LENGKAP-02"]
    assert (found.key, found.opd, found.pk) == (measured.pk, line.plan.opd, None)

    run_checks(by=sekda, on=DAY)
    known = Finding.objects.get(rule="LENGKAP-02", key=measured.pk)
    assert [each.pk for each in check_line(node=line, on=DAY) if each.rule == "LENGKAP-02"] == [
        known.pk
    ]
    whole = {
        (each.rule.code, each.key)
        for each in check(give_out(), RULES, DAY).findings
        if each.key.partition("|")[0] in {line.pk, *line.indicators.values_list("pk", flat=True)}
    }
    assert {(each.rule, each.key) for each in check_line(node=line, on=DAY)} >= whole


def test_one_line_of_a_large_regency_is_judged_in_the_time_of_a_breath(
    sekda: Actor, capsys: pytest.CaptureFixture[str]
) -> None:
    take_in(snapshot=sample_regency(opd=48, seed=7), by=sekda)
    line = Node.objects.filter(level="sub_kegiatan", plan__kind="renja").last()
    spent = []
    for _ in range(5):
        clock = perf_counter()
        check_line(node=line, on=DAY)
        spent.append(perf_counter() - clock)
    with capsys.disabled():
        print(f"\none edited line: {median(spent) * 1000:.0f} ms (median of five)")
    with CaptureQueriesContext(connection) as queries:
        check_line(node=line, on=DAY)

    assert median(spent) < GENEROUS
    assert len(queries) < 40
