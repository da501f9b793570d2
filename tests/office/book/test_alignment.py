"""Three lists per OPD whose rupiah add up to what the plans say, and what strays from its parent."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.db.models import Sum

from kawal.base.organisation.clock import now, today
from kawal.base.organisation.models import Holding, Office, Opd
from kawal.base.organisation.seat import Reach, Seat
from kawal.engine.measures.three_lists import coded_money, three_lists
from kawal.office.book.alignment import NOTHING, OfficeAlignment, alignment
from kawal.office.book.editions import editions
from kawal.office.book.pairs import PAIRS
from kawal.office.book.reading import renja_of
from kawal.office.planning.exchange import give_out
from kawal.office.planning.models import Allocation, Book, Node
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
YEAR = 2021


def seat(office: str = "bappeda") -> Seat:
    holding = Holding.objects.on(today()).get(office=Office.objects.get(code=office))
    return Seat(holding.account, holding.office, today(), Reach.ALL)


def told(pair: str = "renja-rpjmd") -> list[OfficeAlignment]:
    opds = list(Opd.objects.order_by("number"))
    return alignment(PAIRS[pair], editions()[0], YEAR, opds, seat())


def of(number: str) -> OfficeAlignment:
    return next(each for each in told() if each.opd.number == number)


def test_the_lists_add_up_to_all_that_the_submitted_renja_plan() -> None:
    plans = renja_of(YEAR, seat())
    lines = Allocation.objects.filter(node__plan__in=plans, year=YEAR)
    planned = lines.filter(node__level="sub_kegiatan").aggregate(all=Sum("amount"))["all"]

    sums = sum((each.sums for each in told()), NOTHING)

    assert sums.left.whole == planned > 0
    assert sums.left.sen == sums.both_left.sen + sums.only_left.sen


def test_they_are_the_lists_that_the_engine_gives_for_the_same_plans() -> None:
    plan = next(each for each in renja_of(YEAR, seat()) if each.opd.number == "05")
    snapshot = give_out()
    lines = coded_money(snapshot, [plan.pk], "sub_kegiatan", YEAR).money
    programmes: dict[str, int | None] = {}
    for code, sen in lines.items():
        head = ".".join(code.split(".")[:3])
        programmes[head] = (programmes.get(head) or 0) + (sen or 0)
    ours = Node.objects.filter(plan=editions()[0], opd__number="05", level="program")
    promised = {
        node.code: Allocation.objects.filter(node=node, year=YEAR).aggregate(s=Sum("amount"))["s"]
        for node in ours
    }

    assert of("05").lists == three_lists(programmes, promised)


def test_a_planted_break_stands_in_its_list() -> None:
    before = of("05")
    assert before.lists is not None
    plan = next(each for each in renja_of(YEAR, seat()) if each.opd.number == "05")
    moved = plan.nodes.filter(level="program").first()
    assert moved is not None
    Node.objects.filter(pk=moved.pk).update(code="9.99.99")

    after = of("05")

    assert after.lists is not None
    assert [each.code for each in after.lists.only_left] == ["9.99.99"]
    assert moved.code in {each.code for each in after.lists.only_right}
    assert after.sums.left == before.sums.left


def test_an_amount_that_is_not_known_makes_no_sum_smaller() -> None:
    plan = next(each for each in renja_of(YEAR, seat()) if each.opd.number == "05")
    line = Allocation.objects.filter(node__plan=plan, node__level="sub_kegiatan").first()
    assert line is not None
    Allocation.objects.filter(pk=line.pk).update(amount=None)

    sums = of("05").sums

    assert sums.left.whole is None
    assert sums.left.open == 1
    assert "+ 1 belum diketahui" in page("/buku/keselarasan/05/")


def page(where: str, office: str = "sekda") -> str:
    answer = enter(office).get(where)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_page_counts_the_lists_and_names_who_has_not_submitted() -> None:
    lists = [each.lists for each in told() if each.lists is not None]
    silent = sum(each.lists is None for each in told())

    text = page("/buku/keselarasan/")

    assert f"{sum(len(each.both) for each in lists)} program ada di Renja {YEAR}" in text
    assert silent
    assert f"{silent} OPD belum mengajukan Renja {YEAR}." in text


def test_a_planner_sees_the_own_opd_only_and_another_is_not_there() -> None:
    client = enter("perencana-05")

    assert client.get("/buku/keselarasan/20/").status_code == 404
    shown = client.get("/buku/keselarasan/").content.decode()
    assert set(re.findall(r"/buku/keselarasan/(\w+)/", shown)) == {"05"}


def test_the_file_holds_every_programme_once_with_its_rupiah() -> None:
    answer = enter("sekda").get("/buku/keselarasan/?bentuk=csv")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    renja = sum(int(row[f"Pagu Renja {YEAR} (Rp)"].replace(".", "") or 0) for row in rows)
    assert renja == sum((each.sums for each in told()), NOTHING).left.sen
    keys = [(row["OPD"], row["Kode program"]) for row in rows if row["Kode program"]]
    assert len(keys) == len(set(keys)) > 50


def test_the_same_code_under_two_programmes_of_an_opd_counts_together() -> None:
    plan = next(each for each in renja_of(YEAR, seat()) if each.opd.number == "05")
    first, second = plan.nodes.filter(level="program").order_by("code")[:2]
    Node.objects.filter(pk=second.pk).update(code=first.code)
    entry = Book.objects.get().entry
    line = second.children.first().children.first()
    Allocation.objects.create(
        key="uji", node=line, year=YEAR, amount=100, recorded_at=now(), entry=entry
    )

    lists = of("05").lists

    assert lists is not None
    both = {each.code: each.left for each in lists.both}
    whole = Allocation.objects.filter(
        node__parent__parent__in=[first.pk, second.pk], year=YEAR
    ).aggregate(all=Sum("amount"))["all"]
    assert both[first.code] == whole
