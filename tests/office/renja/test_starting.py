"""A Renja begins from the year before or from the Renstra, with what holds for its own year only."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.core.exceptions import ValidationError

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry
from kawal.base.audit.verify import verify
from kawal.base.organisation.models import Opd
from kawal.engine.snapshot.build import check as check_structure
from kawal.office.planning.exchange import give_out
from kawal.office.planning.models import Allocation, Indicator, Node, Plan, Support, Target
from kawal.office.planning.starting import sources, start, years_to_start
from tests.office.renja.page import words_of
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
BEFORE, AFTER = 2021, 2022


@pytest.fixture
def health() -> Opd:
    return Opd.objects.get(number="05")


def plan_of(opd: Opd, kind: str, year: int) -> Plan:
    return Plan.objects.filter(opd=opd, kind=kind, first_year__lte=year, last_year__gte=year)[0]


def lines(plan: Plan) -> list[tuple[str, str]]:
    return sorted(plan.nodes.filter(level="sub_kegiatan").values_list("code", "title"))


def test_only_a_year_without_a_renja_can_be_begun(health: Opd) -> None:
    assert years_to_start(health) == [AFTER]
    assert [each.plan.kind for each in sources(health, AFTER)] == ["renja", "renstra"]


def test_from_the_year_before_come_its_lines_and_what_it_said_ahead(
    health: Opd, sekda: Actor
) -> None:
    before, entries = plan_of(health, "renja", BEFORE), Entry.objects.count()
    ahead = Allocation.objects.filter(node__plan=before, year=AFTER)

    new = start(opd=health, year=AFTER, source=before, by=sekda)

    assert lines(new) == lines(before) != []
    own = Allocation.objects.filter(node__plan=new)
    assert set(own.values_list("year", flat=True)) == {AFTER}
    assert sorted(own.values_list("node__code", "fund", "amount")) == sorted(
        ahead.values_list("node__code", "fund", "amount")
    )
    assert not Target.objects.filter(indicator__node__plan=new).exclude(year=AFTER).exists()
    names = Indicator.objects.filter(node__plan=before).values_list("node__code", "name", "unit")
    assert sorted(names) == sorted(
        Indicator.objects.filter(node__plan=new).values_list("node__code", "name", "unit")
    )
    assert not Indicator.objects.filter(node__plan=new, baseline__isnull=False).exists()
    assert not new.nodes.filter(stated_total__isnull=False).exists()
    assert sorted(Support.objects.filter(node__plan=new).values_list("node__code", "above")) == (
        sorted(Support.objects.filter(node__plan=before).values_list("node__code", "above"))
    )
    assert Entry.objects.count() == entries + 1
    assert verify().broken is None


def test_from_the_renstra_come_the_targets_of_that_year(health: Opd, sekda: Actor) -> None:
    renstra = plan_of(health, "renstra", AFTER)
    aims = Target.objects.filter(indicator__node__plan=renstra, year=AFTER)

    new = start(opd=health, year=AFTER, source=renstra, by=sekda)

    assert lines(new) == lines(renstra) != []
    told = Target.objects.filter(indicator__node__plan=new)
    assert sorted(told.values_list("indicator__name", "text")) == sorted(
        aims.values_list("indicator__name", "text")
    )


def test_the_tree_hangs_together_and_the_book_can_still_be_given_out(
    health: Opd, sekda: Actor
) -> None:
    new = start(opd=health, year=AFTER, source=plan_of(health, "renja", BEFORE), by=sekda)

    check_structure(give_out())
    assert not Node.objects.filter(plan=new).exclude(parent__plan=new).exclude(level="program")


def test_the_plan_that_it_began_from_is_as_it_was(health: Opd, sekda: Actor) -> None:
    before = plan_of(health, "renja", BEFORE)
    moment, was = Entry.objects.order_by("-sequence")[0].recorded_at, give_out()

    start(opd=health, year=AFTER, source=before, by=sekda)

    then = give_out(as_of=moment)
    for name in ("node", "indicator", "target", "allocation", "support"):
        assert then.frame(name).equals(was.frame(name)), name


def test_from_nothing_it_is_an_empty_draft(health: Opd, sekda: Actor) -> None:
    new = start(opd=health, year=AFTER, source=None, by=sekda)

    assert new in Plan.objects.drafts()
    assert not new.nodes.exists()


def test_a_second_beginning_and_a_plan_of_another_are_refused(health: Opd, sekda: Actor) -> None:
    other = plan_of(Opd.objects.get(number="20"), "renja", BEFORE)
    with pytest.raises(ValidationError, match="tidak dapat dimulai"):
        start(opd=health, year=AFTER, source=other, by=sekda)
    start(opd=health, year=AFTER, source=None, by=sekda)

    with pytest.raises(ValidationError, match="sudah ada"):
        start(opd=health, year=AFTER, source=None, by=sekda)
    with pytest.raises(ValidationError, match="belum waktunya"):
        start(opd=health, year=AFTER + 1, source=None, by=sekda)


def test_the_page_offers_what_there_is_and_opens_the_new_draft() -> None:
    client = enter("perencana-05")
    page = words_of(client.get("/renja/mulai/"))
    assert "Renja 2022" in page
    assert "Kosong, tanpa baris" in page

    answer = client.post("/renja/mulai/", {"source": "2022|renja-2021-05-v1"}, follow=True)

    new = Plan.objects.get(opd__number="05", kind="renja", first_year=AFTER)
    assert answer.redirect_chain[-1][0] == f"/renja/rencana/{new.pk}/"
    assert new.nodes.filter(level="sub_kegiatan")[0].title in words_of(answer)
    assert "sudah ada" in words_of(client.get("/renja/mulai/"))


@pytest.mark.parametrize("asked", ["", "2022|renja-2021-20-v1", "1999|-"])
def test_what_is_not_offered_is_told_and_nothing_begins(asked: str) -> None:
    plans = Plan.objects.count()

    answer = enter("perencana-05").post("/renja/mulai/", {"source": asked})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "pilih" in words_of(answer).casefold()
    assert Plan.objects.count() == plans
