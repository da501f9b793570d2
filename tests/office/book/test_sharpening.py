"""A blunt indicator of a draft takes a proposed wording with one click; the old one is kept."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from kawal.office.book.sharpening import sharpness
from kawal.office.planning.history import of_words
from kawal.office.planning.models import Indicator, Plan
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
BLUNT = "Meningkatnya pelayanan ibu hamil"


def plan() -> Plan:
    return Plan.objects.drafts().get(kind="renja", first_year=2021, opd__number="08")


@pytest.fixture
def blunt() -> Indicator:
    """An indicator of a draft whose wording is a statement."""
    found = Indicator.objects.filter(node__plan=plan(), node__level="program").first()
    assert found is not None
    found.name, found.unit = BLUNT, "persen"
    found.save()
    return found


def take(indicator: Indicator, text: str, office: str = "perencana-08", seen: str = BLUNT) -> str:
    client = enter(office)
    answer = client.post(
        reverse("book:take", args=[indicator.pk]), {"usulan": text, "semula": seen}, follow=True
    )
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_blunt_one_is_listed_with_its_fault_and_what_it_could_be(blunt: Indicator) -> None:
    told = next(each for each in sharpness(plan()).blunt if each.indicator == blunt)
    page = enter("perencana-08").get("/buku/pertajam/").content.decode()

    assert told.faults[0].code == "bukan_indikator"
    assert told.proposals
    assert BLUNT in page
    assert told.proposals[0].text in page


def test_one_that_is_no_longer_used_is_not_asked_to_be_sharper(blunt: Indicator) -> None:
    Indicator.objects.filter(pk=blunt.pk).update(retired_on=date(2021, 1, 1))

    assert blunt not in [each.indicator for each in sharpness(plan()).blunt]


def test_taking_a_proposal_sharpens_it_and_keeps_the_old_wording(blunt: Indicator) -> None:
    text = (
        next(each for each in sharpness(plan()).blunt if each.indicator == blunt).proposals[0].text
    )

    assert "Rumusan diganti" in take(blunt, text)

    blunt.refresh_from_db()
    assert blunt.name == text
    assert blunt not in [each.indicator for each in sharpness(plan()).blunt]
    assert [each.text for each in of_words("indicator", blunt.pk, "name", text)] == [BLUNT, text]


def test_a_wording_that_nobody_proposed_is_not_taken(blunt: Indicator) -> None:
    assert "Usulan itu tidak ada lagi" in take(blunt, "Apa saja")

    blunt.refresh_from_db()
    assert blunt.name == BLUNT


def test_over_what_somebody_else_wrote_meanwhile_nothing_is_taken(blunt: Indicator) -> None:
    text = (
        next(each for each in sharpness(plan()).blunt if each.indicator == blunt).proposals[0].text
    )

    assert "diubah orang lain" in take(blunt, text, seen="Yang saya lihat")

    blunt.refresh_from_db()
    assert blunt.name == BLUNT


def test_the_rpjmd_is_read_and_never_changed_from_here() -> None:
    promise = Indicator.objects.filter(node__plan__kind="rpjmd").first()
    assert promise is not None

    answer = enter("perencana-08").post(reverse("book:take", args=[promise.pk]), {"usulan": "x"})

    assert answer.status_code == 404
    assert "tetap" in enter("sekda").get("/buku/pertajam/").content.decode()


def test_another_opds_indicator_is_not_there(blunt: Indicator) -> None:
    answer = enter("perencana-05").post(reverse("book:take", args=[blunt.pk]), {"usulan": "x"})

    assert answer.status_code == 404
