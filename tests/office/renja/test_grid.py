"""All lines of a Renja in one grid: what is typed is judged as if saved, and saved whole or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry
from kawal.office.planning import growing
from kawal.office.planning.actions import submit
from kawal.office.planning.models import Allocation, Indicator, Node, Plan, Target
from kawal.office.renja.cells import Cell
from kawal.office.renja.grid import grid_of
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
OPD = "08"


def plan() -> Plan:
    return Plan.objects.drafts().get(kind="renja", first_year=2021, opd__number=OPD)


def planner() -> Client:
    return enter(f"perencana-{OPD}")


def cells(column: str, most: int = 3) -> list[Cell]:
    """The first cells of a column on lines."""
    rows = [row for row in grid_of(plan()).rows if row.is_line]
    found = [cell for row in rows for cell in row.cells if cell and cell.column == column]
    return found[:most]


def send(client: Client, view: str, typed: Sequence[tuple[Cell, str]], **seen: str) -> Any:
    return client.post(
        reverse(f"renja:{view}", args=[plan().pk]),
        {
            "sel": [cell.name for cell, _ in typed],
            "isi": [text for _, text in typed],
            "semula": [seen.get(cell.name, cell.seen) for cell, _ in typed],
        },
    )


def test_every_line_is_a_row_with_its_fields_and_asks_few_questions(
    django_assert_max_num_queries: Any,
) -> None:
    client, lines = planner(), plan().nodes.filter(level="sub_kegiatan")
    where = reverse("renja:grid", args=[plan().pk])
    client.get(where)

    with django_assert_max_num_queries(20):
        page = client.get(where).content.decode()

    for line in lines:
        assert f'data-baris="{line.pk}"' in page
    assert page.count("data-sel=") > 5 * lines.count()


def test_the_sum_of_a_programme_is_that_of_its_lines() -> None:
    for row in grid_of(plan()).rows:
        if row.node.level == "program":
            lines = Allocation.objects.filter(node__parent__parent=row.node, year=2021)
            assert row.total == sum(each.amount for each in lines)


def test_cells_of_many_lines_are_saved_at_once_each_with_its_line_in_the_trail() -> None:
    title, amount, aim = cells("title", 1)[0], cells("amount", 1)[0], cells("text", 1)[0]
    own = Entry.objects.exclude(action="planning.set_total")  # which follow the amount
    before = own.count()

    answer = send(planner(), "grid_save", [(title, "Judul baru"), (amount, "1.234,5"), (aim, "77")])

    assert answer.status_code == 200
    assert "3 sel" in answer.json()["kabar"]
    assert Node.objects.get(pk=title.key).title == "Judul baru"
    assert Allocation.objects.get(key=amount.key).amount == 123450
    assert Target.objects.get(indicator=aim.key.split("|")[0], year=2021, quarter=0).text == "77"
    assert own.count() == before + 3
    assert answer.json()["isi"][amount.name] == "1.234,50"


def test_one_cell_that_cannot_be_read_keeps_all_others_out_and_is_named() -> None:
    first, second = cells("amount", 2)
    title = cells("title", 1)[0]

    answer = send(
        planner(), "grid_save", [(title, "Judul baru"), (first, "5.000"), (second, "lima ribu")]
    )

    assert answer.status_code == 422
    assert set(answer.json()["salah"]) == {second.name}
    assert "tidak terbaca sebagai rupiah" in answer.json()["salah"][second.name]
    assert Node.objects.get(pk=title.key).title == title.text
    assert Allocation.objects.get(key=first.key).amount != 500000


def test_what_somebody_else_wrote_meanwhile_is_shown_and_nothing_is_overwritten() -> None:
    title, other = cells("title", 2)
    send(planner(), "grid_save", [(title, "Kata orang lain")])

    late = send(planner(), "grid_save", [(title, "Kata saya"), (other, "Lainnya")])

    assert late.status_code == 409
    assert late.json()["bentrok"][title.name]["isi"] == "Kata orang lain"
    assert Node.objects.get(pk=title.key).title == "Kata orang lain"
    assert Node.objects.get(pk=other.key).title == other.text

    seen = {title.name: "Kata orang lain"}
    again = send(planner(), "grid_save", [(title, "Kata saya"), (other, "Lainnya")], **seen)
    assert again.status_code == 200
    assert Node.objects.get(pk=title.key).title == "Kata saya"


def test_typing_is_judged_as_it_would_be_and_writes_nothing() -> None:
    unit = cells("unit", 1)[0]
    node = Indicator.objects.get(pk=unit.key).node_id
    before = Entry.objects.count()

    told = send(planner(), "grid_check", [(unit, "")]).json()

    assert "LENGKAP-02" in told["tepi"][node]
    assert Entry.objects.count() == before
    assert Indicator.objects.get(pk=unit.key).unit == unit.text


def test_the_part_that_changes_is_the_part_that_the_page_would_show() -> None:
    unit = cells("unit", 1)[0]
    node = Indicator.objects.get(pk=unit.key).node_id
    part = send(planner(), "grid_check", [(unit, "")]).json()
    send(planner(), "grid_save", [(unit, "")])
    saved = send(planner(), "grid_check", []).json()

    assert part["tepi"][node] == saved["tepi"][node]
    assert (part["jumlah"], part["temuan"]) == (saved["jumlah"], saved["temuan"])


def test_a_few_rows_are_judged_alone_and_said_to_be_as_all_of_them_would_say() -> None:
    unit = cells("unit", 1)[0]
    node = Indicator.objects.get(pk=unit.key).node_id
    typed = {"sel": [unit.name], "isi": [""], "semula": [unit.seen]}
    where = reverse("renja:grid_check", args=[plan().pk])

    alone = planner().post(where, typed | {"baris": [node]}).json()

    whole = planner().post(where, typed).json()
    assert alone["tepi"] == {node: whole["tepi"][node]}
    assert alone["jumlah"] == whole["jumlah"]
    assert "temuan" not in alone


def test_the_sum_follows_what_is_typed() -> None:
    amount = cells("amount", 1)[0]
    whole = sum(each.amount for each in Allocation.objects.filter(node__plan=plan(), year=2021))
    was = Allocation.objects.get(key=amount.key).amount

    told = send(planner(), "grid_check", [(amount, "100")]).json()["jumlah"]

    expected = f"{(whole - was + 10000) // 100:,}".replace(",", ".")
    assert f"Rp{expected}" in re.sub(r"<[^>]+>", "", told)


def test_another_opds_grid_is_not_there_and_the_setda_only_reads() -> None:
    where = reverse("renja:grid", args=[plan().pk])

    assert enter("perencana-05").get(where).status_code == 404
    assert send(enter("perencana-05"), "grid_save", []).status_code == 404
    submitted = Plan.objects.get(kind="renja", first_year=2021, opd__number="05")
    shown = enter("sekda").get(reverse("renja:grid", args=[submitted.pk]))
    assert shown.status_code == 200
    assert "data-sel=" not in shown.content.decode()
    answer = enter("sekda").post(reverse("renja:grid_save", args=[submitted.pk]), {})
    assert answer.status_code in {403, 404}


def test_a_submitted_plan_is_read_and_refuses_in_words() -> None:
    title = cells("title", 1)[0]
    chosen = plan()
    client, where = planner(), reverse("renja:grid", args=[chosen.pk])
    submit(plan=chosen, by=Actor(account="uji", office="uji", office_label="Uji"))

    page = client.get(where).content.decode()
    answer = client.post(
        reverse("renja:grid_save", args=[chosen.pk]),
        {"sel": [title.name], "isi": ["Judul baru"], "semula": [title.seen]},
    )

    assert "data-sel=" not in page
    assert answer.status_code == 422
    assert "diajukan" in answer.json()["kabar"]
    assert Node.objects.get(pk=title.key).title == title.text


def test_a_cell_that_is_no_more_is_told() -> None:
    answer = planner().post(
        reverse("renja:grid_save", args=[plan().pk]),
        {"sel": ["i0123456789ab"], "isi": ["x"], "semula": [""]},
    )

    assert answer.status_code == 422
    assert "Muat ulang" in answer.json()["salah"]["i0123456789ab"]


@pytest.mark.parametrize("text", ["=1+1", "12\n000", "Rp", "1,2,3"])
def test_what_excel_brings_is_read_rightly_or_refused_with_its_cell(text: str) -> None:
    amount = cells("amount", 1)[0]

    answer = send(planner(), "grid_save", [(amount, text)])

    assert answer.status_code == 422
    assert amount.name in answer.json()["salah"]


def test_a_share_with_a_comma_is_a_number_as_it_is_written() -> None:
    aim = cells("text", 1)[0]

    assert send(planner(), "grid_save", [(aim, "12,5 %")]).status_code == 200

    target = Target.objects.get(indicator=aim.key.split("|")[0], year=2021, quarter=0)
    assert target.text == "12,5 %"
    assert str(target.value) == "12.5"


def test_the_page_of_a_plan_and_the_planners_desk_lead_to_its_grid() -> None:
    where, client = reverse("renja:grid", args=[plan().pk]), planner()

    assert where in client.get(reverse("renja:plan", args=[plan().pk])).content.decode()
    assert where in client.get("/meja-perencana/").content.decode()


def test_an_amount_from_several_sources_is_locked_says_why_and_leads_to_its_line() -> None:
    amount = cells("amount", 1)[0]
    line = Allocation.objects.get(key=amount.key).node
    seen = growing.state_of(line)
    by = Actor(account="uji", office=f"perencana-{OPD}", office_label="Perencana")
    growing.add_allocation(node=line, year=2021, fund="Dana Desa", amount=100, seen=seen, by=by)
    page = planner().get(reverse("renja:grid", args=[plan().pk])).content.decode()
    row = page.partition(f'data-baris="{line.pk}"')[2].partition("</tr>")[0]
    locked = row.partition('class="angka terkunci"')[2].partition("</td>")[0]

    assert "Pagunya dari 2 sumber dana; ubah masing-masing di halaman barisnya." in locked
    assert reverse("renja:line", args=[line.pk]) in locked
    assert "2 sumber" in locked
    assert amount.name not in page


def test_every_cell_that_takes_no_typing_says_why() -> None:
    page = planner().get(reverse("renja:grid", args=[plan().pk])).content.decode()
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    plain = [each for each in re.findall(r"<td[^>]*>", body) if "tepi" not in each]

    assert plain
    assert all("data-sel=" in each or "data-sebab=" in each for each in plain)
