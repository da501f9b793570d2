"""A cut or a new target shows what it would do, in figures that add up, and writes nothing."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.db.models import Sum as Total
from django.test import Client

from kawal.base.audit.models import Entry
from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Holding, Office
from kawal.base.organisation.seat import Reach, Seat
from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.result import check
from kawal.engine.snapshot.package import digest_of
from kawal.office.book.editions import editions
from kawal.office.book.impact import Cut, cut
from kawal.office.book.impact_target import lower
from kawal.office.book.reading import renja_of
from kawal.office.findings.foreseeing import foresee
from kawal.office.findings.references import packs
from kawal.office.planning.exchange import give_out
from kawal.office.planning.models import (
    Allocation,
    Book,
    Indicator,
    Node,
    Plan,
    Support,
    Tag,
    Target,
)
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
YEAR = 2021


def seat(office: str = "bappeda", reach: Reach = Reach.ALL) -> Seat:
    holding = Holding.objects.on(today()).get(office=Office.objects.get(code=office))
    return Seat(holding.account, holding.office, today(), reach)


def text_of(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def a_cut(percent: int, code: str = "", opd: str = "") -> Cut:
    plans = [
        each.pk
        for each in renja_of(YEAR, seat())
        if opd in ("", each.opd.number if each.opd else "")
    ]
    return cut(give_out(), plans=plans, year=YEAR, code=code, percent=percent)


def lines_serving(goal: Node) -> list[str]:
    """By the database alone: the lines whose programme mainly serves a programme below that goal."""
    below, goals = [goal.pk], {goal.pk}
    while below:
        below = list(
            Node.objects.filter(parent__in=below, plan=goal.plan).values_list("pk", flat=True)
        )
        goals |= {*below}
    programmes = Support.objects.filter(above__in=goals, kind="utama").values("node")
    lines = Node.objects.filter(plan__in=renja_of(YEAR, seat()), level="sub_kegiatan")
    return list(lines.filter(parent__parent__in=programmes).values_list("pk", flat=True))


def money_of(lines: list[str]) -> int:
    rows = Allocation.objects.filter(node__in=lines, year=YEAR)
    return int(rows.aggregate(total=Total("amount"))["total"] or 0)


def test_what_each_sasaran_and_misi_loses_is_the_sum_of_its_lines() -> None:
    told = a_cut(1000)

    for level in ("sasaran", "misi"):
        losses = {each.key: each for each in told.by_goal(level)}
        for goal in Node.objects.filter(plan=editions()[0], level=level):
            lines = lines_serving(goal)
            if not lines:
                assert goal.pk not in losses
                continue
            assert losses[goal.pk].before.sen == money_of(lines)
            assert losses[goal.pk].lines == len(lines)
            amounts = Allocation.objects.filter(node__in=lines, year=YEAR, amount__gt=0)
            taken = sum(each - each * 9 // 10 for each in amounts.values_list("amount", flat=True))
            assert losses[goal.pk].difference.sen == -taken
        assert sum(each.before.sen for each in losses.values()) == told.whole.before.sen
        assert sum(each.after.sen for each in losses.values()) == told.whole.after.sen
        assert sum(each.lines for each in losses.values()) == len(told.lines)


def test_an_opd_a_programme_and_one_line_can_be_cut_and_nothing_else_is_touched() -> None:
    plan = renja_of(YEAR, seat())[0]
    assert plan.opd is not None
    line = plan.nodes.filter(level="sub_kegiatan").first()
    assert line is not None
    programme = line.parent.parent

    for code, level in (("", None), (programme.code, programme), (line.code, line)):
        told = a_cut(2500, code, plan.opd.number)
        own = plan.nodes.filter(level="sub_kegiatan")
        wanted = own if level is None else own.filter(code__startswith=level.code)
        assert {each.key for each in told.lines} == {*wanted.values_list("pk", flat=True)}
        before = told.before.frame("allocation")
        changed = before.filter(
            before["amount"].ne_missing(told.after.frame("allocation")["amount"])
        )
        assert set(changed["node"]) <= {each.key for each in told.lines}
        assert set(changed["year"]) == {YEAR}


def test_an_amount_that_is_not_known_stays_unknown_and_is_counted() -> None:
    line = Node.objects.filter(plan__in=renja_of(YEAR, seat()), level="sub_kegiatan").first()
    assert line is not None
    Allocation.objects.filter(node=line, year=YEAR).update(amount=None)

    told = a_cut(1000)

    assert told.whole.before.open == told.whole.after.open == 1
    assert next(each for each in told.lines if each.key == line.pk).after is None


def test_a_line_below_what_the_year_before_reckoned_is_named() -> None:
    line = next(
        each for each in a_cut(1).lines
        if each.forward and each.before and each.before >= each.forward * 95 // 100
    )  # fmt: skip
    row = Allocation.objects.filter(node=line.key, year=YEAR).first()
    assert row is not None
    assert line.before is not None
    assert line.forward is not None
    row.amount += line.forward - line.before  # now it has just what was reckoned
    row.save()

    assert line.key in {each.key for each in a_cut(1).below_forward}
    other = Node.objects.get(pk=line.key)
    assert line.key not in {each.key for each in a_cut(1, "9.99").below_forward}
    page = text_of(enter("bappeda"), f"/buku/dampak/?jenis=pagu&kode={other.code}&persen=0,01")
    assert "1 baris menjadi di bawah prakiraan maju" in page


def test_a_flagship_is_touched_by_the_lines_that_carry_its_mark() -> None:
    told = a_cut(1000)

    lines = Node.objects.filter(plan__in=renja_of(YEAR, seat()), level="sub_kegiatan")
    marks = Tag.objects.filter(node__in=lines, kind="unggulan")
    by_code: dict[str, list[str]] = {}
    for node, code in marks.values_list("node", "code"):
        by_code.setdefault(code, []).append(node)
    assert by_code
    assert {each.key: each.before.sen for each in told.by_flagship} == {
        code: money_of(nodes) for code, nodes in by_code.items()
    }


def test_the_page_tells_new_findings_and_writes_nothing() -> None:
    before, lines = digest_of(give_out()), Entry.objects.count()

    page = text_of(enter("bappeda"), "/buku/dampak/?jenis=pagu&persen=100")

    told = a_cut(10_000)
    assert f"Pemotongan ini mengurangi {len(told.lines)} baris:" in page
    assert told.whole.after.sen == 0
    assert "Temuan yang akan muncul" in page
    assert "SELARAS-02" in page or "PAGU" in page
    assert (digest_of(give_out()), Entry.objects.count()) == (before, lines)


def test_a_planner_cuts_only_the_own_renja_and_sees_only_its_findings() -> None:
    client = enter("perencana-05")

    page = text_of(client, "/buku/dampak/?jenis=pagu&persen=50")
    own = renja_of(YEAR, seat("perencana-05", Reach.OWN))
    assert [each.opd.number for each in own if each.opd] == ["05"]
    lines = Node.objects.filter(plan__in=own, level="sub_kegiatan").count()
    assert f"Pemotongan ini mengurangi {lines} baris:" in page
    assert "Pilihan ini tidak ada." in text_of(client, "/buku/dampak/?jenis=pagu&opd=20&persen=50")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("jenis=pagu&persen=banyak", "“banyak” bukan persen. Contoh: 12,5"),
        ("jenis=pagu&persen=0", "Persennya lebih dari 0 sampai 100, bukan 0."),
        ("jenis=pagu&persen=101", "Persennya lebih dari 0 sampai 100, bukan 101."),
        ("jenis=pagu&persen=1,2345", "Paling banyak dua angka di belakang koma, bukan 1,2345."),
        ("jenis=pagu", "Isi dahulu."),
        ("jenis=pagu&persen=5&kode=9.99.99", "Tidak ada baris berkode 9.99.99 dalam Renja itu."),
        ("jenis=target&indikator=tiada&tahun=2021&target=5", "Pilihan ini tidak ada."),
        ("jenis=target&tahun=2031&target=5", "Tahun 2031 di luar RPJMD ini, yang dari 2019"),
        ("jenis=target&tahun=2021&target=tinggi", "“tinggi” bukan satu angka yang pasti."),
    ],
)  # fmt: skip
def test_bad_input_is_told_in_words(query: str, words: str) -> None:
    assert words in text_of(enter("bappeda"), f"/buku/dampak/?{query}")


def a_promise() -> tuple[Indicator, Indicator]:
    """An RPJMD indicator and one of a readable Renja that carries it on and reaches it."""
    carrying = Indicator.objects.filter(
        follows__node__plan=editions()[0], follows__direction="naik",
        node__plan__in=renja_of(YEAR, seat()),
    )  # fmt: skip
    for each in carrying.select_related("follows"):
        mine = Target.objects.get(indicator=each, year=YEAR, quarter=0).value
        theirs = Target.objects.get(indicator=each.follows, year=YEAR, quarter=0).value
        if mine is not None and mine == theirs and each.unit == each.follows.unit:
            return each.follows, each
    raise AssertionError("no such pair")


def test_a_higher_target_names_the_indicators_that_would_stand_below_it() -> None:
    promise, carrying = a_promise()
    now = Target.objects.get(indicator=promise, year=YEAR, quarter=0).value
    assert now is not None

    told = lower(promise, year=YEAR, aim=now + 1, seat=seat())
    assert carrying.pk in {each.indicator.pk for each in told if each.falls}
    assert not [each for each in lower(promise, year=YEAR, aim=now, seat=seat()) if each.falls]

    where = f"/buku/dampak/?jenis=target&indikator={promise.pk}&tahun=2021&target={now + 1:f}"
    page = text_of(enter("bappeda"), where)
    assert str(carrying) in page
    assert "SELARAS-03" in page
    assert Target.objects.get(indicator=promise, year=YEAR, quarter=0).value == now


def test_another_unit_is_not_compared_and_less_is_better_where_it_is_so() -> None:
    promise, carrying = a_promise()
    now = Target.objects.get(indicator=promise, year=YEAR, quarter=0).value
    assert now is not None
    Indicator.objects.filter(pk=promise.pk).update(direction="turun")
    promise.refresh_from_db()
    below = lower(promise, year=YEAR, aim=now - 1, seat=seat())
    assert carrying.pk in {each.indicator.pk for each in below if each.falls}

    Indicator.objects.filter(pk=carrying.pk).update(unit="ekor")
    below = lower(promise, year=YEAR, aim=Decimal(now - 1), seat=seat())
    assert next(each for each in below if each.indicator.pk == carrying.pk).stands is None


def test_the_rules_that_are_asked_are_all_that_change_their_word() -> None:
    told = a_cut(5000)
    ours = foresee(before=told.before, after=told.after, table="allocation", seat=seat())

    was, becomes = (
        {(each.rule.code, each.key) for each in check(book, RULES, today(), [], packs()).findings}
        for book in (told.before, told.after)
    )
    drafts = {each.pk for each in Plan.objects.drafts()}
    all_of_them = {key for key in becomes - was if not any(plan in key[1] for plan in drafts)}
    assert all_of_them
    assert {(each.rule, each.key) for each in ours.new} == all_of_them


def test_the_page_opens_with_two_forms_and_a_promise_that_was_named() -> None:
    promise = Indicator.objects.filter(node__plan=editions()[0]).first()
    assert promise is not None
    page = enter("sekda").get(f"/buku/dampak/?indikator={promise.pk}").content.decode()

    assert f'<option value="{promise.pk}" selected>' in page
    assert str(Book.objects.get().year) in page
