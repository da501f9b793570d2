"""A planner works through a Renja of three hundred lines with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.front.browser.house import House, Visitor
from tests.front.browser.test_every_page import wrong_with

pytestmark = pytest.mark.browser
PLAN = "renja-2021-08-v1"
GRID = f"/renja/kisi/{PLAN}/"
LINES = 300
_LENGTHEN = """
import sys, django
django.setup()
from kawal.office.planning.models import Allocation, Book, Indicator, Node, Plan, Target
plan, wanted = Plan.objects.get(pk=sys.argv[1]), int(sys.argv[2])
entry = Book.objects.get().entry
lines = list(plan.nodes.filter(level="sub_kegiatan").order_by("code"))
first = lines[0]
told = {"recorded_at": entry.recorded_at, "entry": entry}
for number in range(len(lines), wanted):
    key = f"{first.pk}-{number}"
    line = Node.objects.create(
        id=key, plan=plan, parent=first.parent, level=first.level, title=f"Uraian {number}",
        code=f"{first.parent.code}.{number:04d}", opd=first.opd, unit=first.unit,
        location="Slawi", target_group="Warga", result="Layanan",
    )
    measure = Indicator.objects.create(id=f"{key}-i", node=line, name="Jumlah dokumen", unit="dokumen")
    Target.objects.create(indicator=measure, year=2021, quarter=0, text="1", value="1", **told)
    Allocation.objects.create(key=f"{key}-a", node=line, year=2021, fund="APBD", amount=100, **told)
"""
_PASTE = """([text]) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
    document.activeElement.dispatchEvent(event)
}"""
"""What Ctrl+V does with a block from Excel; a browser without a window has no clipboard."""


@pytest.fixture
def long_plan(house: House) -> None:
    """Three hundred lines in the draft of an OPD."""
    house.run(_LENGTHEN, PLAN, str(LINES))


@pytest.mark.usefixtures("long_plan")
def test_fifty_rows_from_excel_three_mended_and_saved_without_a_mouse(
    visit: Callable[..., Visitor], house: House
) -> None:
    visitor = visit("perencana-08").open(GRID)
    page = visitor.page
    assert page.locator("tr.l3").count() == LINES
    rows = [
        f"Layanan nomor {n}\tJumlah warga terlayani\torang\t{n}\t{n}.000.000" for n in range(1, 51)
    ]
    for number, wrong in ((4, "lima juta"), (20, "=A1+B1"), (33, "1,2,3")):
        rows[number] = rows[number].rsplit("\t", 1)[0] + f"\t{wrong}"

    visitor.reach("td[data-sel]")
    _to_first_line(page)
    with page.expect_response("**/renja/periksa/**"):
        page.evaluate(_PASTE, ["\n".join(rows)])
    page.wait_for_selector("td.salah")
    assert page.locator("td.salah").count() == 3

    with page.expect_response("**/renja/simpan/**"):
        page.keyboard.press("Control+s")
    page.locator("#keadaan-kisi", has_text="tidak terbaca").wait_for()
    assert not house.ask("select 1 from planning_node where title = 'Layanan nomor 1'")

    for _ in range(3):
        page.keyboard.press("F8")
        page.keyboard.type("7.500.000,50")
        page.keyboard.press("Enter")
    with page.expect_response("**/renja/simpan/**"):
        page.keyboard.press("Control+s")
    page.locator("#keadaan-kisi", has_text="Tersimpan").wait_for()

    written = house.ask(
        "select n.title, a.amount from planning_node n join planning_allocation a on a.node_id = n.id "
        f"where n.plan_id = '{PLAN}' and n.title like 'Layanan nomor %' and a.superseded_at is null"
    )
    assert len(written) == 50
    assert dict(written)["Layanan nomor 5"] == 750000050
    assert dict(written)["Layanan nomor 6"] == 600000000
    assert not visitor.complaints or all("422" in each for each in visitor.complaints)


_SECOND_FUND = """
import sys, django
django.setup()
from kawal.office.planning.models import Allocation, Book, Node
entry = Book.objects.get().entry
lines = Node.objects.filter(plan=sys.argv[1], level="sub_kegiatan").order_by("code")
Allocation.objects.create(
    key="uji-sumber-kedua", node=lines[0], year=2021, fund="Dana Desa", amount=100,
    recorded_at=entry.recorded_at, entry=entry,
)
"""


def test_a_paste_over_a_locked_amount_says_why_and_every_bad_cell_is_listed_with_its_reason(
    visit: Callable[..., Visitor], house: House
) -> None:
    house.run(_SECOND_FUND, PLAN)
    visitor = visit("perencana-08").open(GRID)
    page = visitor.page
    state, wrong = page.locator("#keadaan-kisi"), page.locator("#salah-kisi")
    assert wrong.is_hidden()

    visitor.reach("td[data-sel]")
    _to_first_line(page)
    row = "Layanan\tJumlah warga\torang\t5\t5.000.000"
    with page.expect_response("**/renja/periksa/**"):
        page.evaluate(_PASTE, ["\n".join((row, row.replace("5.000.000", "lima juta")))])

    page.wait_for_selector("td.salah")
    assert "lima juta" in wrong.inner_text()
    assert "tidak terbaca sebagai rupiah" in wrong.inner_text()
    page.keyboard.press("Home")
    page.evaluate(_PASTE, [row])
    assert "1 sel tidak ditempel" in state.inner_text()
    assert "Pagunya dari 2 sumber dana" in state.inner_text()
    assert "tepi kisi" not in state.inner_text()

    page.locator("#salah-kisi a").first.click()
    assert page.evaluate("document.activeElement.textContent") == "lima juta"
    page.keyboard.type("5.000.000")
    page.keyboard.press("Enter")
    wrong.wait_for(state="hidden")
    assert not visitor.complaints


@pytest.mark.usefixtures("long_plan")
def test_filling_down_undoing_and_typing_that_outlives_a_reload(
    visit: Callable[..., Visitor],
) -> None:
    page = visit("perencana-08").open(GRID).page
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("td[data-sel]").first.focus()
    _to_first_line(page)
    first = page.locator("td:focus").inner_text()

    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")
    assert page.locator("td.beda").count() >= 1
    page.keyboard.press("Control+z")
    assert page.locator("td.beda").count() == 0

    page.keyboard.type("Ketikan yang belum disimpan")
    page.keyboard.press("Tab")
    assert first
    page.reload()
    page.locator("#kisi-laptop [data-pakai]").click()
    assert page.locator("td.beda").inner_text() == "Ketikan yang belum disimpan"


def test_what_a_colleague_wrote_is_not_overwritten_until_one_has_chosen(
    visit: Callable[..., Visitor], house: House
) -> None:
    """Saving twice is no choice."""
    mine, theirs = (visit(office).open(GRID).page for office in ("perencana-08", "kepala-08"))
    for page, text in ((theirs, "Kata kepala"), (mine, "Kata perencana")):
        page.locator("td[data-sel]").first.focus()
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        with page.expect_response("**/renja/simpan/**"):
            page.keyboard.press("Control+s")
    mine.locator("td.bentrok").wait_for()
    assert "Kata kepala" in mine.locator("#keadaan-kisi").inner_text()

    def stands() -> object:
        (row,) = house.ask(
            f"select title from planning_node where plan_id = '{PLAN}' and code = '1.05.01'"
        )
        return row[0]

    mine.keyboard.press("Control+s")
    mine.wait_for_timeout(500)
    assert stands() == "Kata kepala"

    mine.keyboard.press("F2")
    mine.keyboard.press("Enter")
    with mine.expect_response("**/renja/simpan/**"):
        mine.keyboard.press("Control+s")
    mine.locator("#keadaan-kisi", has_text="Tersimpan").wait_for()
    assert stands() == "Kata perencana"


@pytest.mark.usefixtures("long_plan")
def test_the_grid_can_be_read_by_everyone(visit: Callable[..., Visitor]) -> None:
    visitor = visit("perencana-08").open(GRID)

    assert not wrong_with(visitor.page, "light", 1280)


def _to_first_line(page: Any) -> None:
    """Down from the head of the grid to the wording of its first line."""
    for _ in range(5):
        if page.evaluate("document.activeElement.closest('tr').classList.contains('l3')"):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError("no line within reach")
