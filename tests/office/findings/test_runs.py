"""Runs are kept, findings keep their identity over them, and waivers end by themselves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry
from kawal.base.audit.verify import verify
from kawal.base.organisation.models import Office
from kawal.base.organisation.region import set_region
from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.result import check
from kawal.engine.checks.rule import Outcome
from kawal.engine.generator.regency import sample_regency
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.package import digest_of
from kawal.office.findings.actions import rules_digest, run_checks, waive, withdraw
from kawal.office.findings.models import BLUNT, CheckRun, Finding, Spell
from kawal.office.planning.exchange import give_out, take_in
from kawal.office.planning.models import Indicator, Node

pytestmark = pytest.mark.django_db
DAY = date(2020, 3, 2)


@pytest.fixture(scope="module")
def regency() -> Snapshot:
    return sample_regency(opd=2, seed=3)


@pytest.fixture(autouse=True)
def book(regency: Snapshot, sekda: Actor) -> None:
    set_region(code="33.28", name="Kabupaten Tegal", seat="Slawi", by=sekda)
    take_in(snapshot=regency, by=sekda)


@pytest.fixture
def line() -> Indicator:
    """An indicator of a line of the Renja 2021, which is in draft."""
    found = Indicator.objects.filter(
        node__level="sub_kegiatan", node__plan__kind="renja", node__plan__first_year=2021
    ).first()
    assert found is not None
    return found


@pytest.fixture
def bappeda() -> Office:
    return Office.objects.create(
        code="kepala-bappeda", name="Kepala Bappeda", role=Office.Role.BAPPEDA
    )


def without_unit(indicator: Indicator) -> None:
    Indicator.objects.filter(pk=indicator.pk).update(unit="")


def with_unit(indicator: Indicator) -> None:
    Indicator.objects.filter(pk=indicator.pk).update(unit=indicator.unit)


def finding_of(indicator: Indicator) -> Finding:
    return Finding.objects.get(rule="LENGKAP-02", key=indicator.pk)


def test_a_clean_book_has_no_finding_and_the_run_is_kept(regency: Snapshot, sekda: Actor) -> None:
    run = run_checks(by=sekda, on=DAY)

    failed = Finding.objects.filter(outcome=Outcome.FAILED.value)
    assert not failed.exclude(rule=BLUNT).exists()
    assert (run.blocking, run.warnings) == (0, 0)
    assert (run.account, run.office, run.on) == ("sekda-1", "sekda", DAY)
    assert run.digest == digest_of(regency)
    assert run.assessed == check(regency, RULES, DAY).verdict.assessed
    assert set(run.coverage) == {BLUNT, *(rule.code for rule in RULES)}
    last = Entry.objects.last()
    assert last is not None
    assert last.action == "findings.run_checks"
    assert verify().broken is None


def test_a_finding_says_what_the_command_says(line: Indicator, sekda: Actor) -> None:
    without_unit(line)
    run_checks(by=sekda, on=DAY)

    told = {
        (each.rule.code, each.key): (each.message, each.fix, each.owner, each.field)
        for each in check(give_out(), RULES, DAY).findings
    }
    kept = {
        (each.rule, each.key): (each.message, each.fix, each.owner, each.field)
        for each in Finding.objects.exclude(rule=BLUNT)
    }
    assert kept == told
    assert ("LENGKAP-02", line.pk) in kept
    assert finding_of(line).opd == line.node.opd


def test_a_finding_that_goes_and_comes_back_is_the_same_one(line: Indicator, sekda: Actor) -> None:
    without_unit(line)
    run_checks(by=sekda, on=DAY)
    first = finding_of(line)
    run_checks(by=sekda, on=DAY)
    with_unit(line)
    run_checks(by=sekda, on=DAY)
    assert not Finding.objects.open().filter(pk=first.pk).exists()
    assert first.age(timezone.now()) is None

    without_unit(line)
    run_checks(by=sekda, on=DAY)

    assert finding_of(line).pk == first.pk
    spells = list(first.spells.all())
    assert [spell.closed_at is None for spell in spells] == [False, True]
    assert spells[0].reaction is not None
    assert spells[0].reaction > timedelta(0)
    age = first.age(timezone.now())
    assert age is not None
    assert age < timezone.now() - spells[0].opened_at


def test_what_is_told_otherwise_is_brought_up_to_date_and_is_still_the_same(
    line: Indicator, sekda: Actor
) -> None:
    without_unit(line)
    run_checks(by=sekda, on=DAY)
    before = finding_of(line)
    Node.objects.filter(pk=line.node_id).update(title="Judul lain")
    Indicator.objects.filter(pk=line.pk).update(name="Jumlah yang lain")
    run_checks(by=sekda, on=DAY)
    after = finding_of(line)

    assert after.pk == before.pk
    assert after.message != before.message
    assert Spell.objects.filter(finding=after).count() == 1


def test_a_waiver_holds_until_its_day_and_the_day_after_the_finding_is_back(
    line: Indicator, bappeda: Office, sekda: Actor
) -> None:
    without_unit(line)
    run_checks(by=sekda, on=DAY)
    last = DAY + timedelta(days=10)
    waive(
        finding=finding_of(line),
        office=bappeda,
        reason="Menunggu kamus",
        until=last,
        by=sekda,
        on=DAY,
    )

    run_checks(by=sekda, on=last)
    assert finding_of(line).outcome == Outcome.WAIVED.value
    assert not Finding.objects.stopping().filter(pk=finding_of(line).pk).exists()

    run_checks(by=sekda, on=last + timedelta(days=1))
    assert finding_of(line).outcome == Outcome.FAILED.value
    assert Finding.objects.stopping().filter(pk=finding_of(line).pk).exists()
    assert finding_of(line).spells.count() == 1


def test_a_waiver_that_is_withdrawn_counts_no_more(
    line: Indicator, bappeda: Office, sekda: Actor
) -> None:
    without_unit(line)
    run_checks(by=sekda, on=DAY)
    waiver = waive(
        finding=finding_of(line), office=bappeda, reason="Menunggu", until=DAY, by=sekda, on=DAY
    )
    withdraw(waiver=waiver, by=sekda)
    run_checks(by=sekda, on=DAY)

    assert finding_of(line).outcome == Outcome.FAILED.value


def test_only_a_failed_finding_is_waived_with_a_reason_and_a_day_to_come(
    line: Indicator, bappeda: Office, sekda: Actor
) -> None:
    without_unit(line)
    run_checks(by=sekda, on=DAY)
    finding = finding_of(line)
    lines = Entry.objects.count()

    with pytest.raises(ValidationError, match="alasannya"):
        waive(finding=finding, office=bappeda, reason=" ", until=DAY, by=sekda, on=DAY)
    with pytest.raises(ValidationError, match="sudah lewat"):
        waive(finding=finding, office=bappeda, reason="x", until=date(2020, 3, 1), by=sekda, on=DAY)
    finding.outcome = Outcome.UNKNOWN.value
    with pytest.raises(ValidationError, match="hanya yang gagal"):
        waive(finding=finding, office=bappeda, reason="x", until=DAY, by=sekda, on=DAY)
    assert Entry.objects.count() == lines


def test_the_trail_keeps_no_reason_in_words(line: Indicator, bappeda: Office, sekda: Actor) -> None:
    without_unit(line)
    run_checks(by=sekda, on=DAY)
    waive(
        finding=finding_of(line),
        office=bappeda,
        reason="Karena si anu",
        until=DAY,
        by=sekda,
        on=DAY,
    )

    assert not Entry.objects.filter(change__contains="anu").exists()


def test_a_run_that_cannot_be_kept_leaves_nothing(
    line: Indicator, sekda: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_unit(line)

    def fails(**_: object) -> None:
        raise RuntimeError("gagal")

    monkeypatch.setattr("kawal.office.findings.actions.record", fails)
    with pytest.raises(RuntimeError):
        run_checks(by=sekda, on=DAY)

    assert not CheckRun.objects.exists()
    assert not Finding.objects.exists()


def test_runs_by_other_rules_can_be_told_apart() -> None:
    assert rules_digest() == rules_digest()
    assert rules_digest(RULES[1:]) != rules_digest()
