"""Whoever acts, acts in one office that they hold on that day; and the region is one."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry
from kawal.base.organisation.acting import acting
from kawal.base.organisation.actions import appoint
from kawal.base.organisation.models import Account, Office
from kawal.base.organisation.region import NoRegionError, refuse_other, region, set_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def sekda_office() -> Office:
    return Office.objects.create(code="sekda", name="Sekretaris Daerah", role=Office.Role.SEKDA)


@pytest.fixture
def tapd() -> Office:
    return Office.objects.create(code="tapd", name="Ketua TAPD", role=Office.Role.SEKDA)


def test_with_two_hats_each_action_says_which(
    sekda_office: Office, tapd: Office, sekda: Actor
) -> None:
    one = Account.objects.create_account("satu")
    for office in (sekda_office, tapd):
        appoint(office=office, account=one, since=date(2020, 1, 1), by=sekda)

    assert acting(one, tapd, date(2020, 3, 2)).office == "tapd"
    assert acting(one, sekda_office, date(2020, 3, 2)).office == "sekda"


def test_an_office_that_ended_yesterday_gives_nothing_today(
    sekda_office: Office, sekda: Actor
) -> None:
    old, new = (Account.objects.create_account(code) for code in ("lama", "baru"))
    appoint(office=sekda_office, account=old, since=date(2019, 1, 1), by=sekda)
    appoint(office=sekda_office, account=new, since=date(2020, 3, 3), by=sekda)

    with pytest.raises(PermissionDenied):
        acting(old, sekda_office, date(2020, 3, 3))
    with pytest.raises(PermissionDenied):
        acting(new, sekda_office, date(2020, 3, 2))
    assert acting(new, sekda_office, date(2020, 3, 3)).account == "baru"


def test_a_closed_account_holds_nothing(sekda_office: Office, sekda: Actor) -> None:
    one = Account.objects.create_account("satu")
    appoint(office=sekda_office, account=one, since=date(2020, 1, 1), by=sekda)
    one.is_active = False

    with pytest.raises(PermissionDenied):
        acting(one, sekda_office, date(2020, 3, 2))


def test_kota_tegal_is_not_kabupaten_tegal(sekda: Actor) -> None:
    set_region(code="33.28", name="Kabupaten Tegal", seat="Slawi", by=sekda)

    refuse_other("33.28")
    for code, name in (("33.76", "Kota Tegal"), ("33.76", None), (None, None)):
        with pytest.raises(ValidationError, match=r"bukan dari Kabupaten Tegal \(33\.28\)"):
            refuse_other(code, name)


def test_a_region_may_mend_its_seat_but_not_become_another(sekda: Actor) -> None:
    set_region(code="33.28", name="Kabupaten Tegal", seat="Tegal", by=sekda)
    set_region(code="33.28", name="Kabupaten Tegal", seat="Slawi", by=sekda)

    assert region().seat == "Slawi"
    with pytest.raises(ValidationError, match="pemasangan sendiri"):
        set_region(code="33.76", name="Kota Tegal", seat="Tegal", by=sekda)
    assert Entry.objects.count() == 2


def test_before_a_region_is_set_nothing_is_taken_in() -> None:
    with pytest.raises(NoRegionError):
        refuse_other("33.28")
