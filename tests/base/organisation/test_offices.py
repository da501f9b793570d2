"""Offices have dated holders, and OPD a series that no reorganisation breaks."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry
from kawal.base.audit.verify import verify
from kawal.base.organisation.actions import (
    OpdData,
    appoint,
    end_holding,
    lineage,
    reorganise,
)
from kawal.base.organisation.models import Account, Holding, Office, Opd, Portfolio, Unit

pytestmark = pytest.mark.django_db
FOUNDED = date(2017, 1, 1)


@pytest.fixture
def health() -> Opd:
    return Opd.objects.create(number="05", name="Dinas Kesehatan", short="Dinkes", since=FOUNDED)


@pytest.fixture
def head(health: Opd) -> Office:
    return Office.objects.create(
        code="kepala-05", name="Kepala Dinas Kesehatan", role=Office.Role.HEAD, opd=health
    )


def account(code: str) -> Account:
    return Account.objects.create_account(code)


def test_on_the_day_after_the_signing_the_new_holder_holds_the_office(
    head: Office, sekda: Actor
) -> None:
    old, new = account("lama"), account("baru")
    appoint(office=head, account=old, since=date(2019, 1, 2), by=sekda)
    appoint(office=head, account=new, since=date(2020, 3, 3), by=sekda)

    assert list(old.offices_on(date(2020, 3, 2))) == [head]
    assert list(old.offices_on(date(2020, 3, 3))) == []
    assert list(new.offices_on(date(2020, 3, 2))) == []
    assert list(new.offices_on(date(2020, 3, 3))) == [head]
    assert verify().lines == 2


def test_after_a_plh_the_holder_before_goes_on_by_itself(head: Office, sekda: Actor) -> None:
    own, other = (account(code) for code in ("kepala-lama", "sekretaris"))
    appoint(office=head, account=own, since=date(2019, 1, 8), by=sekda)

    appoint(
        office=head, account=other, since=date(2020, 3, 2), until=date(2020, 3, 6),
        kind=Holding.Kind.DAILY, by=sekda,
    )  # fmt: skip

    def holder(day: date) -> str:
        return str(head.holdings.on(day).get().account)

    assert holder(date(2020, 3, 1)) == "kepala-lama"
    assert holder(date(2020, 3, 2)) == "sekretaris"
    assert holder(date(2020, 3, 6)) == "sekretaris"
    assert holder(date(2020, 3, 7)) == "kepala-lama"
    assert head.holdings.on(date(2021, 1, 1)).get().kind == Holding.Kind.DEFINITIVE


def test_a_new_head_during_a_plh_is_head_for_good(head: Office, sekda: Actor) -> None:
    own, other, new = (account(code) for code in ("kepala-lama", "sekretaris", "kepala-baru"))
    appoint(office=head, account=own, since=date(2019, 1, 8), by=sekda)
    appoint(
        office=head, account=other, since=date(2020, 3, 2), until=date(2020, 3, 6),
        kind=Holding.Kind.DAILY, by=sekda,
    )  # fmt: skip

    appoint(office=head, account=new, since=date(2020, 3, 4), by=sekda)

    assert str(head.holdings.on(date(2020, 3, 3)).get().account) == "sekretaris"
    assert str(head.holdings.on(date(2020, 3, 4)).get().account) == "kepala-baru"
    assert str(head.holdings.on(date(2020, 3, 9)).get().account) == "kepala-baru"


def test_who_was_to_leave_while_a_plt_stands_in_does_not_come_back(
    head: Office, sekda: Actor
) -> None:
    own, other = (account(code) for code in ("kepala-lama", "sekretaris"))
    appoint(office=head, account=own, since=date(2019, 1, 8), until=date(2020, 3, 4), by=sekda)

    appoint(
        office=head, account=other, since=date(2020, 3, 2), until=date(2020, 3, 6),
        kind=Holding.Kind.ACTING, by=sekda,
    )  # fmt: skip

    assert not head.holdings.on(date(2020, 3, 7)).exists()


def test_who_wears_two_hats_holds_two_offices(head: Office, sekda: Actor) -> None:
    other = Office.objects.create(code="tapd", name="Ketua TAPD", role=Office.Role.SEKDA)
    one = account("satu")
    for office in (head, other):
        appoint(office=office, account=one, since=date(2020, 1, 1), by=sekda)

    assert set(one.offices_on(date(2020, 3, 2))) == {head, other}


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2020, 2, 1), None),
        (date(2020, 3, 31), date(2020, 4, 30)),
        (date(2019, 1, 1), date(2020, 3, 1)),
        (date(2020, 3, 10), date(2020, 3, 20)),
    ],
)
def test_the_database_refuses_a_second_holder_on_one_day(
    head: Office, since: date, until: date | None
) -> None:
    first = account("satu")
    Holding.objects.create(
        office=head, account=first, since=date(2020, 3, 1), until=date(2020, 3, 31)
    )

    with pytest.raises(DatabaseError, match="organisation_holding_alone"), transaction.atomic():
        Holding.objects.create(office=head, account=account("dua"), since=since, until=until)


def test_nor_can_a_holding_be_stretched_over_another(head: Office) -> None:
    one = account("satu")
    first = Holding.objects.create(
        office=head, account=one, since=date(2020, 1, 1), until=date(2020, 1, 31)
    )
    Holding.objects.create(office=head, account=one, since=date(2020, 2, 1))
    first.until = date(2020, 2, 1)

    with pytest.raises(DatabaseError, match="organisation_holding_alone"), transaction.atomic():
        first.save()


def test_who_is_appointed_over_a_later_holder_is_told_whose_day_it_is(
    head: Office, sekda: Actor
) -> None:
    appoint(office=head, account=account("nanti"), since=date(2020, 6, 1), by=sekda)

    with pytest.raises(ValidationError, match="nanti sejak 01-06-2020"):
        appoint(office=head, account=account("kini"), since=date(2020, 3, 1), by=sekda)
    assert Entry.objects.count() == 1

    appoint(
        office=head, account=account("sementara"), since=date(2020, 3, 1),
        until=date(2020, 5, 31), kind=Holding.Kind.ACTING, by=sekda,
    )  # fmt: skip


def test_a_holding_ends_with_a_day_and_not_before_it_began(head: Office, sekda: Actor) -> None:
    one = account("satu")
    holding = appoint(office=head, account=one, since=date(2020, 3, 1), by=sekda)

    with pytest.raises(ValidationError):
        end_holding(holding=holding, on=date(2020, 2, 29), by=sekda)
    end_holding(holding=holding, on=date(2020, 3, 31), by=sekda)

    assert list(one.offices_on(date(2020, 3, 31))) == [head]
    assert list(one.offices_on(date(2020, 4, 1))) == []


def test_a_new_name_keeps_the_series(health: Opd, sekda: Actor) -> None:
    data = OpdData(number="05", name="Dinas Kesehatan dan KB", short="Dinkes KB")
    (renamed,) = reorganise(ends=[health], begins=[data], on=date(2021, 1, 1), by=sekda)
    health.refresh_from_db()

    assert health.until == date(2020, 12, 31)
    assert lineage(renamed) == (health, renamed)
    assert [str(each) for each in Opd.objects.on(date(2020, 12, 31))] == ["Dinkes"]
    assert [str(each) for each in Opd.objects.on(date(2021, 1, 1))] == ["Dinkes KB"]


def test_a_merger_and_a_split_keep_all_that_came_before(health: Opd, sekda: Actor) -> None:
    other = Opd.objects.create(number="06", name="Dinas KB", since=FOUNDED)
    (merged,) = reorganise(
        ends=[health, other], begins=[OpdData("05", "Dinas Gabungan")],
        on=date(2021, 1, 1), by=sekda,
    )  # fmt: skip
    halves = reorganise(
        ends=[merged], begins=[OpdData("05", "Dinas Satu"), OpdData("07", "Dinas Dua")],
        on=date(2023, 1, 1), by=sekda,
    )  # fmt: skip

    for half in halves:
        assert lineage(half) == (health, other, merged, half)
    assert verify().broken is None


def test_an_opd_that_has_ended_cannot_end_again(health: Opd, sekda: Actor) -> None:
    reorganise(ends=[health], begins=[], on=date(2021, 1, 1), by=sekda)

    with pytest.raises(ValidationError, match="tidak berdiri"):
        reorganise(ends=[health], begins=[], on=date(2022, 1, 1), by=sekda)


def test_one_assistant_stands_behind_an_opd_on_a_day(health: Opd) -> None:
    offices = [
        Office.objects.create(code=f"asisten-{n}", name=f"Asisten {n}", role=Office.Role.ASSISTANT)
        for n in (1, 2)
    ]
    Portfolio.objects.create(office=offices[0], opd=health, since=date(2020, 1, 1))

    with pytest.raises(DatabaseError, match="organisation_portfolio_alone"), transaction.atomic():
        Portfolio.objects.create(office=offices[1], opd=health, since=date(2021, 1, 1))


def test_a_head_and_a_planner_belong_to_an_opd() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Office.objects.create(code="x", name="Kepala", role=Office.Role.HEAD)


def test_a_unit_hangs_neither_under_itself_nor_in_another_opd(health: Opd) -> None:
    other = Opd.objects.create(number="06", name="Dinas KB", since=FOUNDED)
    bidang = Unit.objects.create(code="05-a", opd=health, kind=Unit.Kind.BIDANG, name="Bidang A")
    seksi = Unit.objects.create(
        code="05-a-1", opd=health, parent=bidang, kind=Unit.Kind.SEKSI, name="Seksi A1"
    )
    bidang.parent = seksi
    with pytest.raises(ValidationError, match="di bawah dirinya"):
        bidang.clean()

    strange = Unit(code="06-a", opd=other, parent=seksi, kind=Unit.Kind.SEKSI, name="Seksi")
    with pytest.raises(ValidationError, match="OPD yang sama"):
        strange.clean()
