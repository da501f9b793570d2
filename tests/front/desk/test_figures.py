"""Every figure on a desk opens the list of what it counts; no way leads where its reader may not go."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Office, Opd
from kawal.base.ui.charts import Dot, dots
from kawal.base.work.actions import Origin, open_task
from kawal.base.work.models import Task
from kawal.engine.checks.catalogue import BY_CODE
from kawal.front.desk.waiting import alike, waiting
from kawal.office.findings.models import Finding
from tests.office.findings.made import MACHINE, a_finding
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
ROW = re.compile(r'<tr role="row" id="tugas-')


def page(client: Client, where: str) -> str:
    response = client.get(where)
    assert response.status_code == 200, where
    return unescape(response.content.decode())


def links(told: str) -> list[str]:
    """The ways within the house that a page offers."""
    body = told.partition("<main")[2].partition("</main>")[0]
    assert body
    found = re.findall(r'href="(/[^"#]*)', body)
    return sorted(set(found))


def risen(opds: str, rule: str = "KODE-01", number: int = 3) -> list[Task]:
    """Tasks of one rule for heads of OPD, late and risen to the Sekda."""
    made = []
    for opd in opds.split():
        for count in range(number):
            finding = a_finding(
                opd, f"naik-{opd}-{count}", rule=rule, message=f"Uji {opd} {count}."
            )
            task = open_task(
                office=Office.objects.get(code=f"kepala-{opd}"), title=finding.message,
                origin=Origin("findings.finding", str(finding.pk)), on=today(), days=5, by=MACHINE,
            )  # fmt: skip
            Task.objects.filter(pk=task.pk).update(
                opened_on="2020-01-02",
                due_on="2020-01-09",
                risen_to=Office.objects.get(code="sekda"),
            )
            made.append(task)
    return made


def test_the_number_that_rose_opens_the_list_of_all_of_them() -> None:
    risen("05 08", number=7)
    number = Task.objects.waiting().filter(risen_to__code="sekda").count()
    sekda = enter("sekda")
    told = page(sekda, "/meja/")

    assert f'<a href="/tugas/?bagi=saya">{number}</a>' in told
    assert len(ROW.findall(page(sekda, "/tugas/?bagi=saya"))) == number


def test_what_is_late_opens_the_list_of_what_is_late() -> None:
    sekda = enter("sekda")
    number = Task.objects.late(today()).count()

    assert f'<a href="/tugas/?lewat=ya">{number} lewat tenggat</a>' in page(sekda, "/meja/")
    assert len(ROW.findall(page(sekda, "/tugas/?lewat=ya"))) == number


def test_every_number_of_the_heat_opens_as_many_findings() -> None:
    sekda = enter("sekda")
    cells = re.findall(
        r'<td class="[hwn]\d"><a href="(/temuan/\?opd=\d+&hasil=\w+)">(\d+)</a>',
        page(sekda, "/meja/"),
    )

    assert cells
    for where, number in cells[:6]:
        assert sekda.get(where).context["page"].paginator.count == int(number), where


def test_every_corner_opens_what_waits_in_it() -> None:
    sekda = enter("sekda")
    found = re.findall(r'href="(/tugas/\?pemegang=\w+)">\w+: (\d+) menunggu', page(sekda, "/meja/"))

    assert found
    for where, number in found:
        assert len(ROW.findall(page(sekda, where))) == int(number)


def test_what_is_equal_is_told_once_with_its_number_and_its_opd() -> None:
    risen("05 08")
    told = page(enter("sekda"), "/meja/")

    assert f"6 hal yang sama: {BY_CODE['KODE-01'].title}" in told
    names = {str(Opd.objects.get(number=number)) for number in ("05", "08")}
    group = told.partition("6 hal yang sama")[2].partition("</li>")[0]
    assert all(name in group for name in names)
    where = re.search(r'href="(/tugas/[^"]+)"', group)
    assert where is not None
    assert len(ROW.findall(page(enter("sekda"), where[1]))) == 6


def test_one_alone_names_its_opd_and_other_rules_stay_apart() -> None:
    Task.objects.filter(risen_to__code="sekda").update(risen_to=None)
    risen("05", number=1)
    risen("08", "LENGKAP-01", number=1)
    told = page(enter("sekda"), "/meja/")

    for opd in ("05", "08"):
        item = told.partition(f"Uji {opd} 0.</b>")[2].partition("</li>")[0]
        assert str(Opd.objects.get(number=opd)) in item


def test_a_part_of_the_list_that_there_is_not_is_empty_and_says_what_was_asked() -> None:
    told = page(enter("sekda"), "/tugas/?aturan=TIADA-01")

    assert "0 dari" in told
    assert "aturan TIADA-01" in told
    assert not ROW.findall(told)
    assert 'href="/tugas/"' in told


@pytest.mark.parametrize(
    "office", ["sekda", "asisten-1", "bagian-pemerintahan", "komisi-i", "bpkad"]
)
def test_no_way_on_the_desk_leads_where_its_reader_may_not_go(office: str) -> None:
    Finding.objects.filter(rule__in=("ARAH-04", "ARAH-05", "ARAH-06")).update(opd=None)
    client = enter(office)
    wrong = [
        where
        for where in links(page(client, "/meja/"))
        if client.get(where, follow=True).status_code != 200
    ]

    assert wrong == []


def test_an_assistant_reads_the_opd_of_another_portfolio_without_a_way_to_it() -> None:
    told = page(enter("asisten-1"), "/meja/").partition('id="unggulan"')[2]
    others = Opd.objects.exclude(portfolios__office__code="asisten-1")

    assert any(str(opd) in told for opd in others)
    assert not any(reverse("desk:opd", args=[opd.number]) in told for opd in others)


def test_dots_of_one_day_stay_within_it_and_within_the_picture() -> None:
    drawn = str(dots([("OPD", [Dot(14, True)] * 60), ("Sekda", [Dot(3, False)] * 60)], 5, "uji"))
    wide = float(re.findall(r'viewBox="0 0 ([\d.]+)', drawn)[0])
    places = [float(each) for each in re.findall(r'd="M([\d.]+)', drawn)]
    third = [float(each) for each in re.findall(r'cx="([\d.]+)"', drawn)]

    assert wide <= 340
    assert len(places) == len(third) == 60
    assert max(places) + 5 <= wide
    assert max(third) - min(third) < 21


def test_grouping_keeps_the_order_and_loses_nothing() -> None:
    risen("05 08")
    seat = enter("sekda").get("/meja/").wsgi_request.seat
    everything = waiting(seat)
    groups = alike(everything)

    assert sum(group.number for group in groups) == len(everything)
    firsts = [everything.index(group.first) for group in groups]
    assert firsts == sorted(firsts)
