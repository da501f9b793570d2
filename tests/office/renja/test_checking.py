"""What is found on a line is shown as somebody types, as if it were saved; and nothing is."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kawal.base.audit.models import Entry
from kawal.base.organisation.models import Opd
from kawal.office.findings.actions import check_line
from kawal.office.planning.exchange import Typing, give_out, part_of, with_typed
from kawal.office.planning.models import Node, Support, Typed
from tests.office.renja.page import DRAFT, a_line, form_on, name_of, send, where, words_of
from tests.partial import assert_part_equals_page
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
PLANNER = f"perencana-{DRAFT}"
TELLS_OF_SENDING = ("isi-keadaan",)


def typed(client: Client, line: Node, **fields: str) -> Any:
    """The part that comes back as these fields, by `table_column`, have been typed into."""
    names = {name_of(line, *each.split("_", 1)): text for each, text in fields.items()}
    form = {**form_on(client.get(where(line))), **names, "isian": " ".join(names)}
    return client.post(reverse("renja:typing", args=[line.pk]), form)


def test_a_finding_comes_and_goes_with_what_is_typed_and_nothing_is_saved() -> None:
    line, client = a_line(), enter(PLANNER)
    lines = Entry.objects.count()
    margin = f'id="temuan-{name_of(line, "indicator", "unit")}" hx-swap-oob="true">'
    mute = words_of(typed(client, line, indicator_unit="")).partition(margin)[2]
    said = words_of(typed(client, line, indicator_unit="orang")).partition(margin)[2]

    assert mute.index("LENGKAP-02") < mute.index("</div>")
    assert "LENGKAP-02" not in said[: said.index("</div>")]
    assert Entry.objects.count() == lines
    assert line.indicators.first().unit


@pytest.mark.parametrize("text", ["", "Meningkatnya kualitas pelayanan", "x" * 3000])
def test_the_part_for_words_equals_the_page_that_goes_on_with_them(text: str) -> None:
    line, client = a_line(), enter(PLANNER)
    part = typed(client, line, node_title=text, indicator_name=text, indicator_baseline_text="1e9")
    page = client.get(where(line), {"lanjutkan": "ya"})

    compared = assert_part_equals_page(part, page, TELLS_OF_SENDING)
    assert compared > 10


@pytest.mark.parametrize("amount", ["", "0", "1.234.567", "1.2.3", "-5", "9" * 17])
def test_the_part_for_figures_equals_the_page_on_which_they_could_not_be_saved(amount: str) -> None:
    line, client = a_line(), enter(PLANNER)
    goal = Node.objects.filter(plan__kind="rpjmd", level="sasaran").first()
    fields = {
        "allocation_amount": amount, "target_text": "9" * 40, "support_above": goal.pk,
    }  # fmt: skip
    part = typed(client, line, **fields)
    form = form_on(client.get(where(line)))
    gone = {"i0123456789ab": "x", "i0123456789ab-semula": ""}
    page = send(client, line, form | gone, **fields)

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert_part_equals_page(part, page, TELLS_OF_SENDING)


def test_what_is_found_while_typing_is_found_after_saving() -> None:
    line, client = a_line(), enter(PLANNER)
    goal = Node.objects.filter(plan__kind="rpjmd", level="sasaran").first()
    fields = {
        "node_result": "Lain-lain", "node_location": "", "indicator_unit": "", "target_text": "banyak",
        "allocation_amount": "7", "support_above": goal.pk,
    }  # fmt: skip
    part = typed(client, line, **fields)
    send(client, line, form_on(client.get(where(line))), **fields)

    assert not Typed.objects.exists()
    assert_part_equals_page(part, client.get(where(line)), TELLS_OF_SENDING)


def test_an_amount_that_cannot_be_read_is_told_while_typing() -> None:
    answer = words_of(typed(enter(PLANNER), a_line(), allocation_amount="seribu"))

    assert "“seribu” tidak terbaca sebagai rupiah" in answer


def test_the_part_asks_the_database_little() -> None:
    line, client = a_line(), enter(PLANNER)
    form = {**form_on(client.get(where(line))), "isian": name_of(line, "allocation", "amount")}
    form[name_of(line, "allocation", "amount")] = "7"
    client.post(reverse("renja:typing", args=[line.pk]), form)
    with CaptureQueriesContext(connection) as asked:
        client.post(reverse("renja:typing", args=[line.pk]), form)

    assert len(asked) <= 30


def test_the_page_takes_its_script_from_the_package_and_runs_no_text() -> None:
    page = words_of(enter(PLANNER).get(where(a_line())))

    assert "/static/django_htmx/htmx-2.min.js" in page
    assert '"allowEval":false' in page
    assert '"includeIndicatorStyles":false' in page
    assert "htmx-2" not in words_of(enter("sekda").get(where(a_line("05"))))


def test_a_part_is_read_again_once_anything_was_written() -> None:
    line, client = a_line(), enter(PLANNER)
    opd, tables = Opd.objects.get(number=DRAFT), frozenset({"node", "plan", "opd"})
    part = part_of(opd, tables)
    assert part_of(opd, tables) is part

    send(client, line, form_on(client.get(where(line))), node_title="Judul baru")
    assert part_of(opd, tables) is not part
    assert "Judul baru" in part_of(opd, tables).frame("node")["title"]


def test_typing_stands_in_the_snapshot_as_saving_would_leave_it() -> None:
    line, client = a_line(), enter(PLANNER)
    goal = Node.objects.filter(plan__kind="rpjmd", level="sasaran").first()
    measured = line.indicators.order_by("pk").first()
    money = line.allocations.order_by("year", "key").first()
    measured.targets.all()._raw_delete("default")
    before = give_out()
    fields = {
        "node_title": "  Judul  baru ", "indicator_baseline_text": "12,5 persen",
        "target_text": "90 persen", "allocation_amount": "-", "support_above": goal.pk,
    }  # fmt: skip
    overlaid = with_typed(before, [
        Typing("node", line.pk, "title", "  Judul  baru "),
        Typing("indicator", measured.pk, "baseline_text", "12,5 persen"),
        Typing("target", f"{measured.pk}|2021|0", "text", "90 persen"),
        Typing("allocation", money.key, "amount", None),
        Typing("support", line.pk, "above", goal.pk),
    ])  # fmt: skip
    send(client, line, form_on(client.get(where(line))), **fields)
    saved = give_out()

    for table, frame in saved.tables.items():
        assert overlaid.tables[table].select(frame.columns).equals(frame), table
    assert Support.objects.get(node=line).above == goal


def test_a_node_of_the_regions_own_plans_is_judged_with_typing_too() -> None:
    goal = Node.objects.filter(plan__kind="rpjmd", level="sasaran").first()

    assert check_line(node=goal, typed=[]) == check_line(node=goal)
