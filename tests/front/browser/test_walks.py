"""What people do here, done in a browser from end to end."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.front.browser.house import House, Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
ANSWER = "Induknya sudah kami tempatkan; mohon diperiksa."
LINKS_AND_BUTTONS = """
[...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter(each => each.checkVisibility() && each.type !== "hidden" && !each.disabled)
"""
FOCUS = f"""
() => {{
    const now = document.activeElement, box = now.getBoundingClientRect();
    const ring = getComputedStyle(now);
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return {{
        place: {LINKS_AND_BUTTONS.strip()}.indexOf(now),
        shown: inside && ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 3,
        what: now.outerHTML.slice(0, 200),
    }};
}}
"""


def number_in(text: str, after: str) -> int:
    """The number that stands before those words."""
    found = re.search(rf"(\d+) {after}", text)
    assert found, f"{after!r} not in {text!r}"
    return int(found[1])


def head_of(house: House, finding: str) -> str:
    """The office that has to answer for the finding."""
    [(code,)] = house.ask(
        "select code from organisation_office where id = (select office_id from work_task "
        f"where origin_kind = 'findings.finding' and origin_key = '{finding}')"
    )
    return str(code)


def test_what_rose_to_the_sekda_is_answered_accepted_and_gone_from_the_desk(
    visit: Visit, house: House
) -> None:
    sekda = visit("sekda")
    before = number_in(sekda.first_line, "hal lewat tenggat naik kepada Anda")

    sekda.page.get_by_role("link", name="Lihat semua yang naik kepada Anda").click()
    sekda.page.locator(".daftar-tugas th a").first.click()
    assert sekda.page.locator(".hukum").inner_text()
    assert "Dasar" in sekda.page.locator(".dasar").last.inner_text()
    assert "menunggu jawaban" in sekda.page.locator(".sisi").inner_text()
    where = sekda.page.url
    office = head_of(house, where.rstrip("/").rpartition("/")[2])

    head = visit(office).open(where)
    head.page.locator("textarea[name=answer]").fill(ANSWER)
    head.page.get_by_role("button", name="Kirim jawaban").click()
    assert ANSWER in head.page.locator(".sisi").inner_text()
    assert not head.page.get_by_role("button", name="Terima jawaban").count()

    sekda.open(where)
    assert ANSWER in sekda.page.locator(".sisi").inner_text()
    sekda.page.get_by_role("button", name="Terima jawaban").click()
    assert "Ditutup" in sekda.page.locator(".sisi").inner_text()

    sekda.open("/meja/")
    assert number_in(sekda.first_line, "hal lewat tenggat naik kepada Anda") == before - 1
    assert not sekda.complaints
    assert not head.complaints


def test_a_new_holder_sees_the_cases_at_once_and_the_old_one_is_out(
    visit: Visit, house: House
) -> None:
    [(office,), *_] = house.ask(
        "select code from organisation_office where role = 'kepala_opd' and code not like '%-01' "
        "and id in (select office_id from work_task where done_at is null) order by code desc"
    )
    old = visit(office).open("/tugas/")
    cases = old.page.locator("main tbody tr").count()
    assert cases

    house.appoint(office, "pejabat-baru")

    new = visit(office).open("/tugas/")
    assert new.page.locator("main tbody tr").count() == cases
    assert old.page.reload().status == 403
    assert not old.page.locator("main tbody tr").count()


@pytest.mark.parametrize(
    ("office", "where"),
    [
        ("sekda", "/meja/"), ("sekda", "/opd/05/"), ("sekda", "/hak-saya/"),
        ("perencana-05", "/meja-perencana/"), ("perencana-05", "/impor/unggah/"),
    ],
)  # fmt: skip
def test_the_keyboard_reaches_everything_in_the_order_of_reading(
    visit: Visit, office: str, where: str
) -> None:
    page = visit(office).open(where).page
    there = page.evaluate(f"{LINKS_AND_BUTTONS.strip()}.length")

    met = []
    for _ in range(there):
        page.keyboard.press("Tab")
        met.append(page.evaluate(FOCUS))

    assert [each["place"] for each in met] == list(range(there))
    assert [each["what"] for each in met if not each["shown"]] == []


def test_the_keyboard_alone_signs_in_and_answers_a_case(visit: Visit, house: House) -> None:
    [(office, finding), *_] = house.ask(
        "select office.code, task.origin_key from work_task task join organisation_office office "
        "on office.id = task.office_id where task.risen_to_id is null and task.done_at is null "
        "and task.origin_kind = 'findings.finding' order by task.id"
    )
    head = visit().open("/peragaan/")

    head.reach(f'[value="{office}"]').press("Enter")
    head.reach('nav a[href="/tugas/"]').press("Enter")
    head.reach(f'a[href="/tugas/{task_of(house, finding)}/"]').press("Enter")
    head.reach("textarea[name=answer]").page.keyboard.type(ANSWER)
    head.reach("button").press("Enter")

    assert ANSWER in head.page.locator(".sisi").inner_text()
    assert not head.complaints


def task_of(house: House, finding: str) -> int:
    [(task,)] = house.ask(
        "select id from work_task where origin_kind = 'findings.finding' and done_at is null "
        f"and origin_key = '{finding}'"
    )
    return int(task)


def test_the_keyboard_alone_changes_the_hat(visit: Visit) -> None:
    sekda = visit("sekda")

    sekda.reach(".siapa a").press("Enter")
    sekda.reach('[value="sekda-tapd"]').press("Enter")

    assert "Ketua TAPD" in sekda.page.locator(".siapa").inner_text()
