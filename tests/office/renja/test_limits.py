"""What cannot stand in a plan is refused wherever a line is written, and says how to mend it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kawal.base.audit.models import Entry
from kawal.base.organisation.seat import Seat
from kawal.office.planning import growing
from kawal.office.planning.actions import edit_node, set_amount
from kawal.office.planning.limits import SHORT, WORDS, fault_of_text, note_on_target
from kawal.office.planning.models import Allocation, Indicator, Node, Target, Typed
from tests.office.renja.page import DRAFT, a_line, form_on, name_of, send, where, words_of
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
PLANNER = f"perencana-{DRAFT}"
WRONG = [
    ("node_title", "Uraian " + "x" * WORDS, "Ringkas isinya"),
    ("indicator_unit", "y" * (SHORT + 1), "panjangnya 201 huruf; paling panjang 200"),
    ("node_location", "Kantor\x0bSlawi", "tanda yang tidak tampak (U+000B) sesudah “Kantor”"),
    ("node_result", "hasil\x00", "tanda yang tidak tampak (U+0000)"),
    ("node_result", "balik \u202egnalub", "U+202E RIGHT-TO-LEFT OVERRIDE"),
    ("allocation_amount", "-5.000", "“-Rp5.000” di bawah nol. Tulis pagu sesudah dikurangi"),
    ("target_text", "???", "“???” tidak memuat angka maupun kata"),
    ("target_text", "9" * 201, "panjangnya 201 huruf"),
]


def state() -> list[Any]:
    return [Entry.objects.count(), Typed.objects.count()]


@pytest.mark.parametrize(("field", "text", "told"), WRONG)
def test_the_page_of_a_line_refuses_it_and_keeps_what_was_typed(
    field: str, text: str, told: str
) -> None:
    line, client = a_line(), enter(PLANNER)
    before = state()
    answer = send(client, line, form_on(client.get(where(line))), **{field: text})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert told in words_of(answer)
    assert words_of(answer).count("tidak tampak") <= 1
    assert state() == before


@pytest.mark.parametrize(("field", "text", "told"), WRONG)
def test_the_check_while_typing_says_it_and_keeps_no_such_text(
    field: str, text: str, told: str
) -> None:
    line, client = a_line(), enter(PLANNER)
    table, _, column = field.partition("_")
    name = name_of(line, table, column)
    form = form_on(client.get(where(line))) | {name: text, "isian": name}
    before = state()
    answer = client.post(reverse("renja:typing", args=[line.pk]), form)

    assert answer.status_code == HTTPStatus.OK
    assert told in words_of(answer)
    assert state() == before


@pytest.mark.parametrize("view", ["grid_check", "grid_save"])
@pytest.mark.parametrize(("field", "text", "told"), WRONG)
def test_the_grid_refuses_it_and_names_the_cell(
    view: str, field: str, text: str, told: str
) -> None:
    line, client = a_line(), enter(PLANNER)
    table, _, column = field.partition("_")
    if table == "allocation":
        line = next(
            each
            for each in line.plan.nodes.all()
            if each.allocations.filter(year=2021).count() == 1
        )
    name = name_of(line, table, column)
    before = state()
    answer = client.post(
        reverse(f"renja:{view}", args=[line.plan_id]),
        {"sel": [name], "isi": [text], "semula": ["lain"]},
    )

    assert told in answer.json()["salah"][name].replace("\N{NO-BREAK SPACE}", " ")
    assert state() == before


@pytest.mark.parametrize(
    ("what", "form", "told"),
    [
        ("add_indicator", {"name": "x" * 2001, "unit": "orang", "target": "1"}, "Teks indikator “xxx"),
        ("add_indicator", {"name": "a", "unit": "u" * 201, "target": "1"}, "Satuan “uuu"),
        ("add_indicator", {"name": "a\x1bb", "unit": "u", "target": "1"}, "U+001B"),
        ("add_indicator", {"name": "a", "unit": "u", "target": "!!"}, "tidak memuat angka maupun kata"),
        ("add_amount", {"year": "2021", "fund": "f" * 201, "amount": "1"}, "Sumber dana “fff"),
        ("add_amount", {"year": "2021", "fund": "x", "amount": "-1"}, "di bawah nol"),
        ("withdraw_line", {"reason": "r" * 2001}, "Alasan “rrr"),
    ],
)  # fmt: skip
def test_what_is_put_into_a_line_or_taken_out_has_the_same_limits(
    what: str, form: dict[str, str], told: str
) -> None:
    line, client = a_line(), enter(PLANNER)
    page = reverse(f"renja:{what}", args=[line.pk])
    seen = client.get(page).context["form"]["seen"].value()
    stood, before = growing.state_of(line), state()
    answer = client.post(page, {"seen": seen, **form})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert told in words_of(answer)
    assert (growing.state_of(line), state()) == (stood, before)


@pytest.mark.parametrize(
    "text",
    [
        "B",
        "BB",
        "WTP",
        "Opini WTP",
        "Level 3",
        "Level III",
        "BB Predikat",
        "A",
        "-1,5",
        "87,5 %",
        "Sangat Baik",
    ],
)
def test_a_target_that_is_words_by_right_is_taken(text: str) -> None:
    line, client = a_line(), enter(PLANNER)
    form = form_on(client.get(where(line)))
    assert send(client, line, form, target_text=text).status_code == HTTPStatus.FOUND

    key = Indicator.objects.filter(node=line).order_by("pk").first()
    assert Target.objects.get(indicator=key, year=2021, quarter=0).text == text


@pytest.mark.parametrize(
    ("text", "is_noted"),
    [("banyak", True), ("Persen", True), ("WTP", False), ("Opini WTP", False), ("BB", False),
     ("Level III", False), ("B Predikat", False), ("12 orang", False), ("", False), ("-", False)],
)  # fmt: skip
def test_a_target_in_words_is_taken_with_a_note_unless_it_is_a_predicate(
    text: str, is_noted: bool
) -> None:
    assert bool(note_on_target(text)) == is_noted


def test_the_note_stands_at_the_field_of_the_target() -> None:
    line, client = a_line(), enter(PLANNER)
    send(client, line, form_on(client.get(where(line))), target_text="banyak")

    assert "“banyak” tidak memuat angka, sehingga tidak dapat dibandingkan" in words_of(
        client.get(where(line))
    )


def test_what_a_file_brought_stays_until_somebody_changes_it() -> None:
    line, client = a_line(), enter(PLANNER)
    money = line.allocations.order_by("year", "key").first()
    Allocation.objects.filter(pk=money.pk).update(amount=-500)
    Node.objects.filter(pk=line.pk).update(result="z" * 3000)
    form = form_on(client.get(where(line)))

    assert send(client, line, form, node_location="Slawi").status_code == HTTPStatus.FOUND
    line.refresh_from_db()
    assert (line.location, len(line.result)) == ("Slawi", 3000)


def test_the_actions_refuse_it_themselves_whoever_calls_them() -> None:
    line = a_line()
    seat: Seat = enter(PLANNER).get("/meja-perencana/").wsgi_request.seat
    told: dict[str, Any] = {"session": "s", "by": seat.actor}
    money = line.allocations.first()
    with pytest.raises(ValidationError, match="di bawah nol"):
        set_amount(allocation=money, amount=-1, seen=money.amount, **told)
    with pytest.raises(ValidationError, match="paling panjang"):
        edit_node(node=line, values={"title": "x" * 2001}, seen={"title": line.title}, **told)


def test_tabs_line_ends_and_letters_of_any_script_are_no_unseen_signs() -> None:
    for text in ("baris satu\nbaris dua", "a\tb", "Ünïcode ﷼ 漢字 🙂", "x" * WORDS):
        assert not fault_of_text("node", "title", text)
