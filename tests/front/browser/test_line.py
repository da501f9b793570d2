"""A planner types into a line in a real browser: nothing typed is lost, and a clash is shown to all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.front.browser.house import PHONE, SCREEN, House, Visitor
from tests.front.browser.test_every_page import wrong_with

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
PLANNER, HEAD = "perencana-08", "kepala-08"
LINE = "renja-2021-08-v1/1.05.01.2.01.01"
WHERE = f"/renja/baris/{LINE}/"


def kept(house: House, columns: str) -> list[tuple[str, ...]]:
    return house.ask(f"select {columns} from planning_node where id = '{LINE}'")


def test_what_was_typed_outlives_a_crash_and_a_broken_network(visit: Visit, house: House) -> None:
    planner = visit(PLANNER).open(WHERE)
    page, network = planner.page, planner.page.context
    page.get_by_label("Hasil", exact=True).fill("Balita tertangani")
    page.get_by_text("sebagai ketikan").wait_for()
    assert house.ask("select text from planning_typed") == [("Balita tertangani",)]

    network.set_offline(True)
    page.get_by_label("Lokasi", exact=True).fill("Slawi")
    page.get_by_text("jaringan putus").wait_for()
    page.close()
    network.set_offline(False)

    page = network.new_page()
    page.goto(WHERE)
    page.get_by_text("Ada isian yang belum tersimpan di laptop ini").wait_for()
    page.get_by_role("button", name="Pakai lagi").press("Enter")
    page.get_by_role("button", name="Simpan").press("Enter")
    page.get_by_text("Tersimpan pukul").wait_for()
    assert kept(house, "result, location") == [("Balita tertangani", "Slawi")]

    page.goto(WHERE)
    assert not page.get_by_text("Ada isian yang belum tersimpan di laptop ini").is_visible()


def test_what_is_found_stands_beside_the_field_while_one_types(visit: Visit, house: House) -> None:
    planner = visit(PLANNER).open(WHERE)
    page, was = planner.page, kept(house, "title")
    field = page.get_by_label("Satuan", exact=True).first
    margin = page.locator(f"#temuan-{field.get_attribute('name')}")
    field.press_sequentially(" lagi")
    page.get_by_text("sebagai ketikan").wait_for()
    at = field.bounding_box()
    field.fill("")
    margin.get_by_text("LENGKAP-02").wait_for()

    assert field.bounding_box() == at  # what one types in does not move away
    assert field.evaluate("field => field === document.activeElement")
    assert page.locator("#isi-keadaan").inner_text().count("Bila disimpan:") == 1
    field.fill("orang")
    margin.get_by_text("LENGKAP-02").wait_for(state="detached")
    assert kept(house, "title") == was
    assert not planner.complaints


def test_who_types_after_the_session_ended_is_told(visit: Visit) -> None:
    planner = visit(PLANNER).open(WHERE)
    planner.page.context.clear_cookies()
    planner.page.get_by_label("Hasil", exact=True).fill("Balita")

    planner.page.get_by_text("ketikan dijaga di laptop ini").wait_for()
    planner.page.get_by_text("Belum tersimpan. Tekan Simpan").wait_for()


def test_a_clash_can_be_read_by_everyone_and_decided_by_the_keyboard(
    visit: Visit, house: House
) -> None:
    planner, head = visit(PLANNER).open(WHERE), visit(HEAD).open(WHERE)
    head.page.get_by_label("Uraian", exact=True).fill("Oleh kepala")
    head.page.get_by_role("button", name="Simpan").click()
    head.page.get_by_text("Tersimpan pukul").wait_for()

    page = planner.page
    page.get_by_label("Uraian", exact=True).fill("Oleh perencana")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Sudah diubah oleh Kepala").wait_for()
    wrong = []
    for width, scheme in ((SCREEN, "light"), (PHONE, "light"), (PHONE, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        wrong += wrong_with(page, scheme, width)
    assert not wrong, "\n".join(wrong)

    planner.reach('input[type=radio][value="mereka"]').page.keyboard.press("ArrowDown")
    planner.reach("form[data-baris] button.tombol-utama").press("Enter")
    assert kept(house, "title") == [("Oleh perencana",)]
