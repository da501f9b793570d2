"""Each unit sees its own lines of its OPD's plan, and what it plans of all."""

from __future__ import annotations

import re

import pytest
from django.db.models import Sum

from kawal.base.organisation.models import Office, Unit
from kawal.office.planning.models import Allocation, Node, Plan
from kawal.office.renja.grid import grid_of
from kawal.office.renja.units import NONE, of_unit, shares
from tests.office.renja.page import DRAFT, words_of
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
PLANNER = f"perencana-{DRAFT}"


@pytest.fixture
def plan() -> Plan:
    return Plan.objects.filter(opd__number=DRAFT, kind="renja", first_year=2021).latest("version")


def rows_on(page: str) -> set[str]:
    return set(re.findall(r'data-baris="([^"]+)"', page))


def of(plan: Plan, unit: str) -> set[str]:
    return set(plan.nodes.filter(level="sub_kegiatan", unit=unit).values_list("pk", flat=True))


def test_the_shares_are_all_lines_and_all_the_money(plan: Plan) -> None:
    own = Allocation.objects.filter(node__plan=plan, year=2021)
    found = shares(grid_of(plan))

    assert len(found) > 1
    assert sum(each.lines for each in found) == plan.nodes.filter(level="sub_kegiatan").count()
    assert sum(each.money or 0 for each in found) == own.aggregate(s=Sum("amount"))["s"]


def test_a_unit_sees_its_lines_below_their_programme_and_no_others(plan: Plan) -> None:
    unit = shares(grid_of(plan))[0]

    shown = rows_on(enter(PLANNER).get(f"/renja/kisi/{plan.pk}/?unit={unit.slug}").content.decode())

    lines = set(plan.nodes.filter(level="sub_kegiatan").values_list("pk", flat=True))
    assert shown & lines == of(plan, unit.slug) != lines
    above = Node.objects.filter(pk__in=shown - lines)
    assert {each.level for each in above} == {"program", "kegiatan"}


def test_who_plans_for_a_unit_begins_with_its_lines_and_can_see_all(plan: Plan) -> None:
    unit = shares(grid_of(plan))[-1]
    Office.objects.filter(code=PLANNER).update(unit=Unit.objects.get(code=unit.slug))
    client, where = enter(PLANNER), f"/renja/kisi/{plan.pk}/"

    own, every = (client.get(each) for each in (where, f"{where}?unit=semua"))

    assert rows_on(own.content.decode()) < rows_on(every.content.decode())
    assert f"Unit ini: {unit.lines} baris" in words_of(own)
    assert len(rows_on(every.content.decode())) == plan.nodes.count()


def test_a_line_that_no_unit_carries_is_told_apart(plan: Plan) -> None:
    line = plan.nodes.filter(level="sub_kegiatan").first()
    assert line is not None
    Node.objects.filter(pk=line.pk).update(unit=None)
    told = grid_of(plan)

    lost = shares(told)[-1]

    assert (lost.slug, lost.lines) == (NONE, 1)
    assert [row.node.pk for row in of_unit(told, lost).rows if row.is_line] == [line.pk]


def test_an_amount_that_is_not_known_leaves_the_unit_without_a_sum(plan: Plan) -> None:
    unit = shares(grid_of(plan))[0]
    paid = Allocation.objects.filter(node__plan=plan, node__unit=unit.slug, year=2021).first()
    assert paid is not None
    Allocation.objects.filter(pk=paid.pk).update(amount=None)

    assert shares(grid_of(plan))[0].money is None
    page = words_of(enter(PLANNER).get(f"/renja/kisi/{plan.pk}/?unit={unit.slug}"))
    assert "belum ada data" in page
