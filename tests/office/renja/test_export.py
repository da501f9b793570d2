"""A plan goes out as a file: whole, exact, as of a day, and with nothing in it that can run."""

from __future__ import annotations

import csv
import io
from http import HTTPStatus
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry
from kawal.office.planning.actions import edit_node, set_amount
from kawal.office.planning.models import Allocation, Node
from kawal.office.renja.exporting import sheet_of as file_of
from tests.office.renja.page import DRAFT, SUBMITTED, a_line, words_of
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
PLANNER = f"perencana-{DRAFT}"
WRITER = {"session": "uji", "by": Actor("uji", PLANNER, "Perencana")}
MONEY = "Pagu (Rp)"


def ask(line: Node, office: str = PLANNER, **told: str) -> Any:
    return enter(office).get(reverse("renja:export", args=[line.plan_id]), told)


def rows_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def sheet_of(answer: Any) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return book.get_sheet_by_name("Renja").to_python()


def test_every_node_and_every_amount_stands_in_the_file_once() -> None:
    line = a_line()
    answer = ask(line, bentuk="csv")
    rows = rows_of(answer)
    money = Allocation.objects.filter(node__plan=line.plan, amount__isnull=False)

    assert answer["Content-Type"].startswith("text/csv")
    assert answer["Content-Disposition"] == (
        f'attachment; filename="{line.plan_id}-2020-03-02.csv"'
    )
    assert {row["Kode"] for row in rows} == {*line.plan.nodes.values_list("code", flat=True)}
    assert sorted(row[MONEY] for row in rows if row[MONEY]) == sorted(
        f"{each.amount // 100}.{each.amount % 100:02}" for each in money
    )
    own = [row for row in rows if row["Kode"] == line.code]
    assert own[0]["Indikator"] == line.indicators.order_by("pk").first().name
    assert own[0]["Uraian"] == line.title


def test_what_is_missing_is_empty_and_no_zero() -> None:
    line = a_line()
    money = line.allocations.order_by("year", "key").first()
    set_amount(allocation=money, amount=None, seen=money.amount, **WRITER)
    own = [row for row in rows_of(ask(line, bentuk="csv")) if row["Kode"] == line.code]

    assert own[0][MONEY] == ""


def test_the_excel_file_holds_the_same_with_real_numbers_and_says_what_it_is() -> None:
    line = a_line()
    rows, answer = rows_of(ask(line, bentuk="csv")), ask(line, bentuk="xlsx")
    head, *cells = sheet_of(answer)

    assert head == [*rows[0]]
    assert len(cells) == len(rows)
    at = head.index(MONEY)
    for told, row in zip(cells, rows, strict=True):
        assert told[:3] == [row["Tingkat"], row["Kode"], row["Uraian"]]
        assert (f"{told[at]:.2f}" if told[at] != "" else "") == row[MONEY]
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    about = {row[0]: row[1] for row in book.get_sheet_by_name("Keterangan").to_python()}
    assert about["Keadaan"] == "rancangan"
    assert about["Data contoh"] == "ya"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "'=", "＝"])
def test_nothing_in_the_file_can_run_as_a_formula(start: str) -> None:
    line = a_line()
    title = f'{start}cmd|" /C calc"!A0'
    Node.objects.filter(pk=line.pk).update(title=title, location=title)
    texts = [cell for row in rows_of(ask(line, bentuk="csv")) for cell in row.values()]
    told = [cell for row in sheet_of(ask(line)) for cell in row if isinstance(cell, str)]

    assert any("calc" in each for each in texts)
    for each in (*texts, *told):
        assert not each.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")), each


def test_the_file_as_of_a_day_holds_what_stood_then() -> None:
    line = a_line()
    edit_node(node=line, values={"title": "Judul baru"}, seen={"title": line.title}, **WRITER)
    today = rows_of(ask(line, bentuk="csv", per=f"{localdate():%Y-%m-%d}"))
    assert "Judul baru" in {row["Uraian"] for row in today}

    before = Entry.objects.exclude(action="planning.edit_node").latest("sequence").recorded_at
    then = file_of(line.plan, before, [])
    assert then is not None
    titles = {row[2].text for row in then.rows}
    assert line.title in titles
    assert "Judul baru" not in titles
    early = ask(line, bentuk="csv", per="2001-01-01")
    assert early.status_code == HTTPStatus.BAD_REQUEST
    assert "rencana ini belum ada" in words_of(early)


@pytest.mark.parametrize("day", ["kemarin", "2020-02-30", "9999-12-31"])
def test_a_wrong_day_gets_a_polite_answer(day: str) -> None:
    answer = ask(a_line(), per=day)

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "bukan tanggal" in words_of(answer) or "belum tiba" in words_of(answer)


def test_a_draft_goes_out_to_its_opd_only() -> None:
    draft, submitted = a_line(), a_line(SUBMITTED)

    assert ask(draft, "sekda").status_code == HTTPStatus.NOT_FOUND
    assert ask(submitted, PLANNER).status_code == HTTPStatus.NOT_FOUND
    assert ask(submitted, "inspektorat").status_code == HTTPStatus.OK


def test_the_page_of_a_plan_offers_both_files() -> None:
    line = a_line()
    page = words_of(enter(PLANNER).get(reverse("renja:plan", args=[line.plan_id])))

    assert reverse("renja:export", args=[line.plan_id]) in page
    assert 'value="xlsx"' in page
    assert 'value="csv"' in page
