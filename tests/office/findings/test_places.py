"""Every finding leads to a place where it is mended."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kawal.base.organisation.models import Opd
from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.rule import Rule
from kawal.engine.snapshot.schema import BY_NAME
from kawal.office.findings import places
from kawal.office.findings.models import Finding
from kawal.office.findings.places import PLACES, place_of
from kawal.office.planning.models import Node, Plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency")]


def fields(rule: Rule) -> set[str]:
    """What the rule may send people to: its own field, and what it cannot judge without."""
    return {
        rule.field,
        *(rule.subject.column(name).field for name in rule.columns),
        "plan.first_year",
    }


def a_key(table: str) -> str:
    """Of something on a line of a Renja."""
    line = Node.objects.filter(
        plan__kind="renja", indicators__isnull=False, allocations__isnull=False
    ).first()
    assert line is not None
    below = {"indicator": line.indicators, "target": line.indicators}
    if table == "allocation":
        return str(line.allocations.first().key)
    return str(below[table].first().pk) if table in below else line.pk


def test_every_table_has_its_place() -> None:
    assert set(PLACES) == set(BY_NAME)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_field_of_every_rule_leads_somewhere(rule: Rule) -> None:
    table = rule.subject.table
    key = f"{a_key(table)}|2021" if PLACES[table] is not None else "05|2021"
    for field in sorted(fields(rule)):
        place = place_of(Finding(rule=rule.code, table=table, key=key, field=field))

        assert place.address, (rule.code, field)
        assert place.words


@pytest.mark.parametrize("table", ["node", "indicator", "target", "allocation"])
def test_what_stands_on_a_line_leads_to_that_line(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "_address", lambda view, *args: "/".join((view, *args)))
    key = a_key(table)
    found = place_of(Finding(rule="x", table=table, key=f"{key}|2021|0", field="indicator.unit"))

    assert found.address == f"renja:line/{a_key('node')}"
    assert "satuan" in found.words


def test_what_concerns_an_opd_as_a_whole_leads_to_the_page_of_that_opd() -> None:
    opd = Opd.objects.get(number="05")
    about = Finding(rule="x", table="opd", key="05|r", field="allocation.amount", opd=opd)

    assert place_of(about).address == reverse("desk:opd", args=["05"])


def test_a_line_of_another_plan_than_a_renja_comes_by_a_file() -> None:
    renstra = Plan.objects.filter(kind="renstra").values("pk")
    node = Node.objects.filter(plan__in=renstra).first()
    assert node is not None
    found = place_of(Finding(rule="x", table="node", key=node.pk, field="node.parent"))

    assert found.words == "Isi induk dengan berkas tabel Bagian rencana"


def test_a_rule_that_broke_has_no_field_to_open() -> None:
    assert not place_of(Finding(rule="x", table="node", key="*", field="")).address


def test_a_rule_that_had_nothing_to_judge_leads_to_the_file_that_brings_it() -> None:
    found = place_of(Finding(rule="x", table="node", key="*", field="node.code"))

    assert found.address
