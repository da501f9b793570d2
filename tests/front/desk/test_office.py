"""An office that works on all OPD finds its own tasks first, then what it watches."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from kawal.base.organisation.models import Office
from kawal.base.work.actions import Origin, open_task
from kawal.base.work.models import Task
from kawal.engine.generator.regency import CLOCK
from kawal.office.findings.models import CheckRun
from tests.office.findings.made import MACHINE, a_finding
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
WHERE = "/meja-jabatan/"
ITS_OWN = {
    "bappeda": "Yang menahan penguncian, menurut aturan",
    "bpkad": "Pagu dan tambahannya, menurut aturan",
    "bagian-organisasi": "Pelayanan, inovasi, dan program unggulan",
    "bagian-pemerintahan": "Pelayanan, inovasi, dan program unggulan",
}


def page(office: str) -> str:
    return enter(office).get(WHERE).content.decode()


def words(office: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page(office)).split())


@pytest.mark.parametrize("office", ITS_OWN)
def test_it_is_the_first_page_and_shows_what_this_office_watches(office: str) -> None:
    assert enter(office).get("/")["Location"] == WHERE

    told = words(office)

    assert ITS_OWN[office] in told
    assert told.index("Menunggu Anda") < told.index(ITS_OWN[office])
    assert not any(title in told for title in set(ITS_OWN.values()) - {ITS_OWN[office]})


def test_what_waits_for_bappeda_is_counted_and_stands_first() -> None:
    own = Task.objects.waiting().filter(office__code="bappeda")
    late = own.filter(due_on__lt=CLOCK).count()

    told = words("bappeda")

    assert f"{own.count()} hal menunggu Anda, {late} di antaranya lewat tenggat." in told
    first = own.order_by("due_on", "pk").first()
    assert first is not None
    alone = reverse("desk:task", args=[first.pk])
    own_list = enter("bappeda").get("/tugas/?bagi=saya").content.decode()
    assert alone in own_list
    assert own_list.count('id="tugas-') == own.count()
    assert "/tugas/?bagi=saya" in page("bappeda")


def test_a_section_has_its_own_tasks_and_no_reminder_of_itself() -> None:
    assert "Tidak ada yang menunggu Anda." in words("bagian-organisasi")
    section = Office.objects.get(code="bagian-organisasi")
    origin = Origin("findings.finding", str(a_finding(None).pk))
    open_task(office=section, title="Susun jadwal IKM", origin=origin, on=CLOCK, days=5, by=MACHINE)

    assert "1 hal menunggu Anda, 0 di antaranya lewat tenggat." in words("bagian-organisasi")
    assert "Susun jadwal IKM" in page("bagian-organisasi")
    assert "/ingatkan/" not in page("bagian-organisasi")


def test_a_number_opens_the_list_that_it_counts() -> None:
    told = re.findall(r'<a href="([^"]+)">(\d+)<span class="senyap"> ([A-Z]+-\d+)', page("bappeda"))
    assert told
    for address, number, rule in told:
        listed = enter("bappeda").get(address.replace("&amp;", "&")).content.decode()

        assert f"{number} dari " in listed, rule
        assert "Penyaring tidak dikenal" not in listed


def test_who_has_not_handed_in_is_named_and_a_draft_tells_nothing_more() -> None:
    told = words("bappeda")

    assert "Renja yang belum diajukan 21 dari 24 OPD sudah mengajukan" in told
    assert "Satpol PP" in told.partition("Renja yang belum diajukan")[2]


def test_before_the_first_run_nothing_is_said_to_be_in_order() -> None:
    CheckRun.objects.all().delete()

    assert "Belum diperiksa" in words("bpkad")
    assert "Tidak ada temuan pada aturan ini." not in words("bpkad")


def test_the_overview_is_one_step_away() -> None:
    assert 'href="/meja/"' in page("bappeda")
    assert "Ikhtisar" in page("bappeda")
    assert enter("sekda").get(WHERE).status_code == 404
