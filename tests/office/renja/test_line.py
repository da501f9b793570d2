"""A planner opens a line, mends it beside its findings, and meets another who did the same."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry
from kawal.base.audit.verify import verify
from kawal.base.organisation.models import Office
from kawal.engine.generator.regency import CLOCK
from kawal.office.planning.actions import edit_node, set_amount, set_target, submit
from kawal.office.planning.models import Allocation, Former, Node, Plan, Support, Target
from tests.office.findings.made import a_finding
from tests.office.renja.page import (
    DRAFT,
    SUBMITTED,
    a_line,
    form_on,
    name_of,
    send,
    where,
    words_of,
)
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
PLANNER = f"perencana-{DRAFT}"


def another() -> dict[str, object]:
    """In whose name another planner of the OPD writes."""
    head = Office.objects.get(code=f"kepala-{DRAFT}")
    return {"session": "lain", "by": Actor("kepala", head.code, head.name)}


def test_a_line_stands_in_its_tree_with_its_fields_and_its_figures() -> None:
    line = a_line()
    page = words_of(enter(PLANNER).get(where(line)))

    for words in (
        line.code,
        line.title,
        "Visi: ",
        "Misi: ",
        "Sasaran: ",
        "rancangan",
        "Kelompok sasaran",
    ):
        assert words in page
    assert "Dalam rupiah, misalnya 1.234.567" in page
    assert "Target 2021" in page


def test_what_is_typed_is_saved_with_a_line_of_the_trail_for_each_field() -> None:
    line, client = a_line(), enter(PLANNER)
    own = Entry.objects.exclude(action="planning.set_total")  # which follow the amount
    form, lines = form_on(client.get(where(line))), own.count()
    answer = send(
        client, line, form, node_location="Slawi", target_text="95 orang",
        allocation_amount="1.234.567,50",
    )  # fmt: skip
    assert answer.status_code == HTTPStatus.FOUND
    page = words_of(client.get(answer["Location"]))

    assert "Tersimpan pukul" in page
    assert "3 isian" in page
    assert Node.objects.get(pk=line.pk).location == "Slawi"
    assert Target.objects.filter(indicator__node=line, text="95 orang").exists()
    assert Allocation.objects.filter(node=line, amount=123456750).exists()
    assert own.count() == lines + 3
    assert {each.office for each in own.order_by("-sequence")[:3]} == {PLANNER}
    assert verify().broken is None


def test_saving_an_untouched_page_writes_nothing() -> None:
    line, client = a_line(), enter(PLANNER)
    form, lines = form_on(client.get(where(line))), Entry.objects.count()

    assert send(client, line, form).status_code == HTTPStatus.FOUND
    assert Entry.objects.count() == lines


@pytest.mark.parametrize(
    ("typed", "sen"),
    [
        ("1.234.567", 123456700), ("1234567", 123456700), ("Rp1.234.567", 123456700), ("1.500", 150000),
        ("1.234.567,05", 123456705), ("1,5 juta", 150000000), ("0", 0), ("", None), ("-", None),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_type_it(typed: str, sen: int | None) -> None:
    line, client = a_line(), enter(PLANNER)
    money = line.allocations.order_by("year", "key").first()
    form = form_on(client.get(where(line)))
    send(client, line, form, allocation_amount=typed)

    assert Allocation.objects.get(key=money.key).amount == sen


@pytest.mark.parametrize(
    "typed", ["seribu", "1.234.56", "12,345.6.7", "1,234.567", "1e9", "9" * 30]
)
def test_a_wrong_amount_stays_in_sight_and_says_how_to_write_it(typed: str) -> None:
    line, client = a_line(), enter(PLANNER)
    form = form_on(client.get(where(line)))
    answer = send(client, line, form, allocation_amount=typed, node_location="Slawi")
    page = words_of(answer)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "1.234.567 atau 1.234.567,50" in page or "tidak masuk akal" in page
    kept = form_on(answer)
    assert kept[name_of(line, "allocation", "amount")] == typed
    assert kept[name_of(line, "node", "location")] == "Slawi"
    assert Node.objects.get(pk=line.pk).location != "Slawi"


def test_a_save_shows_at_once_what_is_found_now_beside_its_field() -> None:
    line, client = a_line(), enter(PLANNER)
    form = form_on(client.get(where(line)))
    answer = send(client, line, form, indicator_unit="")
    page = words_of(client.get(answer["Location"]))

    field = page.index(f'name="{name_of(line, "indicator", "unit")}"')
    assert (
        field
        < page.index("LENGKAP-02")
        < page.index(f'name="{name_of(line, "indicator", "direction")}"')
    )


def test_each_finding_stands_at_its_field_and_what_has_none_on_top() -> None:
    line = a_line(SUBMITTED)
    measured = line.indicators.filter(targets__isnull=False).first()
    money = line.allocations.order_by("year", "key").first()
    told = {
        "Tanpa langkah.": ("node", line.pk, "step.starts_on"),
        "Lokasi kabur.": ("node", line.pk, "node.location"),
        "Target melompat.": ("indicator", measured.pk, "target.value"),
        "Target aneh.": ("target", f"{measured.pk}|2021|0", "target.text"),
        "Pagu bulat.": ("allocation", money.key, "allocation.amount"),
    }
    for message, (table, key, field) in told.items():
        a_finding(SUBMITTED, key, rule=f"X-{message}"[:20], table=table, field=field,
                  message=message, plan=line.plan_id)  # fmt: skip
    page = words_of(enter("sekda").get(where(line)))
    order = [
        "Tanpa langkah.", "Isian baris", ">Lokasi<", "Lokasi kabur.", ">Kelompok sasaran<",
        ">Target 2021<", "Target aneh.", ">Arah<", ">Pagu 2021, ", "Pagu bulat.",
    ]  # fmt: skip
    places = [page.index(each) for each in order]

    assert places == sorted(places)
    assert page.index(">Target 2021<") < page.index("Target melompat.") < page.index(">Arah<")
    assert page.count("Dasar hukum dan cara memperbaiki") == len(told)


def test_two_planners_who_edit_one_field_choose_whose_words_stay() -> None:
    line, client = a_line(), enter(PLANNER)
    form = form_on(client.get(where(line)))
    edit_node(node=line, values={"title": "Oleh kepala"}, seen={"title": line.title}, **another())
    mine = send(client, line, form, node_title="Oleh perencana", node_location="Slawi")
    page, name = words_of(mine), name_of(line, "node", "title")

    assert mine.status_code == HTTPStatus.CONFLICT
    assert "Oleh kepala" in page
    assert "Oleh perencana" in page
    assert f"Sudah diubah oleh {Office.objects.get(code=f'kepala-{DRAFT}').name}, " in page
    assert Node.objects.get(pk=line.pk).title == "Oleh kepala"
    assert Node.objects.get(pk=line.pk).location == line.location

    undecided = send(client, line, form_on(mine))
    assert undecided.status_code == HTTPStatus.CONFLICT

    kept = send(client, line, form_on(undecided) | {f"{name}-pilih": "saya"})
    assert kept.status_code == HTTPStatus.FOUND
    found = Node.objects.get(pk=line.pk)
    assert (found.title, found.location) == ("Oleh perencana", "Slawi")


def test_who_takes_the_words_of_the_other_keeps_the_rest_of_the_own_page() -> None:
    line, client = a_line(), enter(PLANNER)
    form = form_on(client.get(where(line)))
    edit_node(node=line, values={"title": "Oleh kepala"}, seen={"title": line.title}, **another())
    mine = send(client, line, form, node_title="Oleh perencana", node_location="Slawi")
    send(client, line, form_on(mine) | {f"{name_of(line, 'node', 'title')}-pilih": "mereka"})

    found = Node.objects.get(pk=line.pk)
    assert (found.title, found.location) == ("Oleh kepala", "Slawi")


def test_a_third_change_while_one_chooses_is_a_conflict_again() -> None:
    line, client = a_line(), enter(PLANNER)
    form = form_on(client.get(where(line)))
    edit_node(node=line, values={"title": "Satu"}, seen={"title": line.title}, **another())
    mine = send(client, line, form, node_title="Punya saya")
    edit_node(node=line, values={"title": "Dua"}, seen={"title": "Satu"}, **another())
    again = send(client, line, form_on(mine) | {f"{name_of(line, 'node', 'title')}-pilih": "saya"})

    assert again.status_code == HTTPStatus.CONFLICT
    assert "Dua" in words_of(again)


def test_figures_and_what_is_served_meet_in_conflict_too() -> None:
    line, client = a_line(), enter(PLANNER)
    money = line.allocations.order_by("year", "key").first()
    goal = Node.objects.filter(plan__kind="rpjmd", level="sasaran").first()
    other = Node.objects.filter(plan__kind="rpjmd", level="sasaran").last()
    form = form_on(client.get(where(line)))
    set_amount(allocation=money, amount=70000, seen=money.amount, **another())
    send(enter(PLANNER), line, form, support_above=other.pk)
    mine = send(client, line, form, allocation_amount="800", support_above=goal.pk)

    assert mine.status_code == HTTPStatus.CONFLICT
    assert "Rp700" in words_of(mine)
    assert Allocation.objects.get(key=money.key).amount == 70000
    picks = {
        f"{name_of(line, *field)}-pilih": "saya"
        for field in (("allocation", "amount"), ("support", "above"))
    }
    send(client, line, form_on(mine) | picks)
    assert Allocation.objects.get(key=money.key).amount == 80000
    assert dict(Support.objects.filter(node=line).values_list("above", "kind")) == {
        goal.pk: "utama"
    }


def test_programmes_of_one_name_are_told_apart_by_code_and_opd() -> None:
    line, client = a_line(), enter(PLANNER)
    page = client.get(where(line))
    cell = next(
        each for each in page.context["form"].cells.values() if each.table == "support"
    )  # fmt: skip
    labels = [label for _, label in cell.choices]

    assert len(labels) == len({*labels})
    twins = Node.objects.filter(plan__kind="rpjmd", level="program", opd__isnull=False)
    named = f"Program {twins[0].code} ({twins[0].opd}): {twins[0].title}"
    assert named[:100] in words_of(page)


def test_a_change_elsewhere_on_the_line_disturbs_nobody() -> None:
    line, client = a_line(), enter(PLANNER)
    form = form_on(client.get(where(line)))
    edit_node(node=line, values={"title": "Oleh kepala"}, seen={"title": line.title}, **another())

    assert send(client, line, form, node_location="Slawi").status_code == HTTPStatus.FOUND
    assert Node.objects.get(pk=line.pk).title == "Oleh kepala"


def test_what_was_typed_is_kept_in_sight_when_the_plan_was_submitted_meanwhile() -> None:
    line, client = a_line(), enter(PLANNER)
    form = form_on(client.get(where(line)))
    submit(plan=line.plan, by=another()["by"])
    answer = send(client, line, form, node_title="Panjang sekali saya menulisnya")

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "sudah diajukan sejak" in words_of(answer)
    assert "Panjang sekali saya menulisnya" in words_of(answer)
    assert Node.objects.get(pk=line.pk).title == line.title


def test_what_was_typed_into_a_field_that_is_gone_is_told() -> None:
    line, client = a_line(), enter(PLANNER)
    form = form_on(client.get(where(line)))
    answer = client.post(
        where(line), {**form, "i0123456789ab": "Kalimat saya", "i0123456789ab-semula": ""}
    )

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Kalimat saya" in words_of(answer)


def test_a_submitted_line_is_read_only_and_says_why() -> None:
    line = a_line(SUBMITTED)
    page = enter(f"perencana-{SUBMITTED}").get(where(line))

    assert "sudah diajukan sejak" in words_of(page)
    assert not form_on(page)


def test_the_history_of_a_figure_names_who_wrote_it_and_when() -> None:
    line, client = a_line(), enter(PLANNER)
    money = line.allocations.order_by("year", "key").first()
    measured = line.indicators.order_by("pk").first()
    was = Target.objects.get(indicator=measured, year=2021, quarter=0)
    set_amount(allocation=money, amount=70000, seen=money.amount, **another())
    set_target(indicator=measured, year=2021, text="77 orang", seen=was.text, **another())
    page = words_of(client.get(where(line)))
    for address, figure in (
        (f"/renja/riwayat/pagu/{money.key}/", "Rp700"),
        (f"/renja/riwayat/target/2021/0/{measured.pk}/", "77 orang"),
    ):
        assert address in page
        told = words_of(client.get(address))
        assert "Isi ini berubah 1 kali." in told
        assert told.index(figure) < told.index("Pembuat daerah contoh")
        assert Office.objects.get(code=f"kepala-{DRAFT}").name in told


def test_the_line_is_read_as_of_a_day() -> None:
    line, client = a_line(), enter(PLANNER)
    money = line.allocations.order_by("year", "key").first()
    set_amount(allocation=money, amount=70000, seen=money.amount, **another())
    today = client.get(where(line), {"per": f"{CLOCK:%Y-%m-%d}"})

    assert "Rp700<" in words_of(today)
    assert "hanya dibaca" in words_of(today)
    assert not form_on(today)
    before = words_of(client.get(where(line), {"per": "2020-02-24"}))
    assert "Rp700<" not in before
    assert money.node.title in before


def test_before_the_line_was_there_nothing_of_it_is_told() -> None:
    """Neither its wording nor its money, whether it came with the first book or later."""
    first = client_sees(a_line(), "2020-02-13", PLANNER)
    late = client_sees(a_late_line(), "2020-02-20")

    for page, came in ((first, "14 Februari 2020"), (late, "21 Februari 2020")):
        assert f"Baris ini masuk ke rencana pada {came}." in page
        assert "Isian baris" not in page
        assert "belum ada data" not in page
    assert "belum ada pada 20 Februari 2020." in late
    assert "Isian baris" in client_sees(a_late_line(), "2020-02-21")


def client_sees(line: Node, day: str, office: str = "sekda") -> str:
    return words_of(enter(office).get(where(line), {"per": day}))


def a_late_line() -> Node:
    """A line that came with the second book, handed in since."""
    came = Former.objects.filter(table="node", cells__isnull=True).values("key")
    submitted = Plan.objects.filter(submitted_at__isnull=False)
    line = Node.objects.filter(pk__in=came, plan__in=submitted, level="sub_kegiatan").first()
    assert line is not None
    return line


@pytest.mark.parametrize("day", ["kemarin", "2020-02-30", "", "9999-12-31", "0001-01-01x"])
def test_a_wrong_day_gets_a_polite_answer(day: str) -> None:
    line = a_line()
    answer = enter(PLANNER).get(where(line), {"per": day})

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "bukan tanggal" in words_of(answer) or "belum tiba" in words_of(answer)


def test_a_page_asks_no_more_where_more_stands_on_it() -> None:
    line, client = a_line(SUBMITTED), enter("sekda")
    client.get(where(line))
    with CaptureQueriesContext(connection) as few:
        client.get(where(line))
    for number in range(20):
        Allocation.objects.create(
            key=f"uji-{number}", node=line, year=2021, fund="x", amount=1,
            entry=line.allocations.first().entry, recorded_at=line.allocations.first().recorded_at,
        )  # fmt: skip
        line.indicators.create(pk=f"uji-{number}", name="x")
    with CaptureQueriesContext(connection) as many:
        client.get(where(line))

    assert len(many) == len(few) <= 32


def test_the_page_on_which_one_types_asks_no_more_for_a_longer_line() -> None:
    line, client = a_line(), enter(PLANNER)
    client.get(where(line))
    with CaptureQueriesContext(connection) as few:
        client.get(where(line))
    for number in range(20):
        line.indicators.create(pk=f"uji-{number}", name="x")
    with CaptureQueriesContext(connection) as many:
        client.get(where(line))

    assert len(many) <= len(few) + 2 <= 70
