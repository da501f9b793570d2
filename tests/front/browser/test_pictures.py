"""Pages as they are printed, and as the README shows them."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.front.browser.house import PHONE, SCREEN, House, Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
PICTURES = Path(__file__).parents[3] / "docs" / "pictures"
MOST_BYTES = 250_000


def most_of_all(house: House) -> list[str]:
    """The three OPD with the most findings, and the one with the longest name."""
    found = house.ask(
        "select opd.number from organisation_opd opd join findings_finding on opd_id = opd.id "
        "group by opd.number order by count(*) desc, opd.number limit 3"
    )
    long = house.ask("select number from organisation_opd order by length(name) desc limit 1")
    return [number for (number,) in [*found, *long]]


def test_the_page_of_an_opd_is_one_sheet_of_a4(visit: Visit, house: House) -> None:
    sekda = visit("sekda")

    for number in most_of_all(house):
        sekda.open(f"/opd/{number}/")
        printed = PdfReader(
            io.BytesIO(sekda.page.pdf(prefer_css_page_size=True, print_background=True))
        )
        text = " ".join(printed.pages[0].extract_text().split())

        assert len(printed.pages) == 1, f"OPD {number}"
        assert [round(float(side)) for side in printed.pages[0].mediabox[2:]] == [595, 842]
        assert "DATA CONTOH" in text.upper()
        assert "Temuan terbuka" in text


def test_the_tree_is_printed_on_a3_with_every_branch_open(visit: Visit, house: House) -> None:
    sekda = visit("sekda").open("/buku/pohon/")
    printed = PdfReader(io.BytesIO(sekda.page.pdf(prefer_css_page_size=True)))

    assert {
        tuple(round(float(side)) for side in sheet.mediabox[2:]) for sheet in printed.pages
    } == {(1191, 842)}
    text = " ".join(" ".join(sheet.extract_text().split()) for sheet in printed.pages)
    lines = house.ask(
        "select n.code from planning_node n join planning_plan p on p.id = n.plan_id where "
        "p.kind = 'renja' and p.first_year = 2021 and p.submitted_at is not null "
        "and n.level = 'sub_kegiatan' limit 400"
    )
    assert all(code in text for (code,) in lines)


def test_whatever_is_printed_stays_on_the_paper(visit: Visit) -> None:
    sekda = visit("sekda")
    sekda.page.set_viewport_size({"width": 703, "height": 1054})
    sekda.page.emulate_media(media="print")

    for where in (
        "/meja/", "/opd/05/", "/temuan/", "/tugas/", "/jejak/", "/buku/", "/buku/keselarasan/",
        "/buku/misi/",
    ):  # fmt: skip
        sekda.open(where)
        assert sekda.page.evaluate("document.documentElement.scrollWidth") <= 703, where


@pytest.mark.parametrize(
    ("name", "office", "where", "width"),
    [
        ("meja-sekda", "sekda", "/meja/", SCREEN),
        ("halaman-opd", "sekda", "/opd/05/", SCREEN),
        ("temuan", "sekda", "/temuan/", SCREEN),
        ("meja-perencana", "perencana-05", "/meja-perencana/", SCREEN),
        ("kisi", "perencana-08", "/renja/kisi/renja-2021-08-v1/", SCREEN),
        ("pohon", "sekda", "/buku/pohon/", SCREEN),
        ("meja-sekda-di-telepon", "sekda", "/meja/", PHONE),
    ],
)
def test_every_page_of_the_readme_can_be_pictured(
    visit: Visit, name: str, office: str, where: str, width: int
) -> None:
    visitor = visit(office, width).open(where)
    page = visitor.page
    if name == "temuan":
        page.locator(".daftar-temuan a").first.click()

    picture = page.screenshot()

    assert not visitor.complaints
    assert len(picture) < MOST_BYTES
    if os.environ.get("KAWAL_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        (PICTURES / f"{name}.png").write_bytes(picture)
    assert (PICTURES / f"{name}.png").is_file()
    assert f"docs/pictures/{name}.png" in (PICTURES.parents[1] / "README.md").read_text()


def test_the_alignment_report_is_a_meeting_paper_on_a4(visit: Visit) -> None:
    """The regency's sheet and an OPD's: no row is cut, heads repeat, the sum stands once."""
    sekda = visit("sekda")
    for where in ("/buku/keselarasan/", "/buku/keselarasan/05/"):
        page = sekda.open(where).page
        content = page.pdf(prefer_css_page_size=True)
        page.emulate_media(media="print")
        rows = page.eval_on_selector_all("tbody tr", "all => all.map(row => row.innerText)")
        heads = page.eval_on_selector_all("section h2", "all => all.map(head => head.innerText)")
        page.emulate_media(media="null")
        printed = PdfReader(io.BytesIO(content))
        texts = [" ".join(sheet.extract_text().split()) for sheet in printed.pages]
        sheets = ["".join(text.split()) for text in texts]

        assert {
            tuple(round(float(side)) for side in sheet.mediabox[2:]) for sheet in printed.pages
        } == {(595, 842)}
        for row in rows:
            assert any("".join(row.split()) in sheet for sheet in sheets), f"cut: {row}"
        for head in heads:
            assert not any(sheet.endswith("".join(head.split())) for sheet in sheets), head
        assert "RPJMD 2019–2024 versi 1 (Perda Nomor 3 Tahun 2019" in texts[0]
        assert "Per 2 Maret 2020" in texts[0]
        assert not re.search("Unduh|Pertajam|Tampilkan", "".join(texts))
        assert texts[0].startswith(f"1 / {len(texts)}")
        table = [text for text in texts if re.search(r"Pagu Renja 2021 \(Rp\)", text)]
        assert sum("Jumlah" in text for text in texts) == 1
        if where.endswith("keselarasan/"):
            assert len(table) > 1  # the head stands again where the table goes on
