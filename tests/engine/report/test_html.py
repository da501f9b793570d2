"""The HTML report: one file, accessible, safe, and whole on paper."""

from __future__ import annotations

import html
import re
import unicodedata
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.result import check
from kawal.engine.checks.rule import Outcome
from kawal.engine.checks.waivers import Waiver
from kawal.engine.generator.official import reference_pack
from kawal.engine.generator.regency import sample_regency
from kawal.engine.readers import read_paths
from kawal.engine.report.changes.html import as_html as changes_as_html
from kawal.engine.report.changes.view import side_of, view_of_changes
from kawal.engine.report.html import as_html
from kawal.engine.report.view import View, view_of
from kawal.engine.shared.language import speaking
from kawal.engine.snapshot import Snapshot, package
from tests.factories import a_line, a_plan, snapshot_of

DAY = date(2020, 3, 2)
HOSTILE = "<script>alert(1)</script>&\"'"


def a_view(snapshot: Snapshot, *waivers: Waiver, notes: tuple[str, ...] = ()) -> View:
    return view_of(check(snapshot, RULES, DAY, waivers, [reference_pack()]), notes, 90)


@pytest.fixture(scope="module")
def pages(
    tmp_path_factory: pytest.TempPathFactory, faulty_regency: Path, mamberamo: Path
) -> dict[str, Path]:
    """A report with findings and a waiver, in two languages, one of a source that says little, and
    one of changes."""
    folder = tmp_path_factory.mktemp("laporan")
    snapshot = package.read(faulty_regency)
    first = check(snapshot, RULES, DAY).findings[0]
    waiver = Waiver(first.rule.code, first.key, "Sekda", date(2020, 12, 31), "menunggu keputusan")
    reading = read_paths([mamberamo])
    views = {
        "contoh": a_view(snapshot, waiver),
        "rkpd": a_view(reading.snapshot, notes=reading.notes),
    }
    texts = {name: as_html(view, "kawal check") for name, view in views.items()}
    with speaking("en"):
        texts["english"] = as_html(a_view(snapshot, waiver), "kawal check")
    sides = (side_of("lama", sample_regency(opd=12, seed=3), ()), side_of("baru", snapshot, ()))
    texts["perubahan"] = changes_as_html(view_of_changes(*sides), "kawal diff lama baru")
    files = {name: folder / f"{name}.html" for name in texts}
    for name, text in texts.items():
        files[name].write_text(text, encoding="utf-8")
    return files


def test_every_failed_finding_stands_with_law_mend_and_owner(faulty_regency: Path) -> None:
    view = a_view(package.read(faulty_regency))
    page = as_html(view, "kawal check")
    plain = html.unescape(page)

    failed = [each for each in view.result.findings if each.outcome is Outcome.FAILED]
    assert failed
    for finding in failed:
        for text in (finding.message, finding.fix, finding.owner, str(finding.rule.basis)):
            assert text in plain


def test_the_page_is_one_file_without_script_or_network(pages: dict[str, Path]) -> None:
    for file in pages.values():
        page = file.read_text("utf-8")
        assert "<script" not in page
        assert not re.search(r"""(src|href)=["']?(https?:|//)""", page)
        assert "url(http" not in page
        assert "@import" not in page


def test_what_people_typed_cannot_become_markup() -> None:
    snapshot = snapshot_of(
        plan=[a_plan()],
        node=[a_line(title=HOSTILE, code=HOSTILE)],
        opd=[{"id": "05", "name": HOSTILE, "head": HOSTILE}],
        indicator=[],
    )
    page = as_html(a_view(snapshot, notes=(HOSTILE,)), f"kawal check {HOSTILE}")

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_sample_data_says_so_and_real_data_does_not(
    small_regency: Snapshot, mamberamo: Path
) -> None:
    assert "Data contoh" in as_html(a_view(small_regency), "kawal check")
    assert "Data contoh" not in as_html(a_view(read_paths([mamberamo]).snapshot), "kawal check")


def test_a_plural_of_nothing_is_still_a_page() -> None:
    empty = Snapshot(None, 2021, False, "kosong", {})

    assert "Belum dapat dinyatakan" in as_html(a_view(empty), "kawal check")


OTHER_PAIRS = (
    *product(["rkpd"], ["dark"], [1280, 360]), ("rkpd", "light", 1280),
    *product(["perubahan"], ["light"], [1280, 360]), ("perubahan", "dark", 360),
)  # fmt: skip
"""The reports of a whole real regency take minutes in all pairs; these belong to the long counts."""


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "scheme", "width"),
    [
        *product(["contoh"], ["light", "dark"], [1280, 360]),
        ("rkpd", "light", 360),
        ("perubahan", "dark", 1280),
        ("english", "light", 360),
        *(pytest.param(*each, marks=pytest.mark.soak) for each in OTHER_PAIRS),
    ],
)
def test_axe_core_finds_nothing(
    browser: Any, pages: dict[str, Path], name: str, scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(pages[name].as_uri())
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    results = Axe().run(page, options=options)
    overflow = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.close()

    assert results.violations_count == 0, results.generate_report()
    assert not overflow


@pytest.mark.browser
def test_on_a_telephone_a_wide_table_scrolls_and_keeps_its_words_whole(
    browser: Any, pages: dict[str, Path]
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(pages["english"].as_uri())
    heights = page.eval_on_selector_all(".gulir tr", "all => all.map(row => row.offsetHeight)")
    page.close()

    assert len(heights) > 20
    assert max(heights) < 160  # letter below letter, a name is several times as high


def words(text: str) -> str:
    """Text without the spaces and hyphens that a line break may add or take, its ligatures undone."""
    return re.sub(r"[\s\u00ad\u00a0-]+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.browser
@pytest.mark.parametrize(
    "name", ["contoh", "perubahan", pytest.param("rkpd", marks=pytest.mark.soak)]
)
def test_on_a4_no_row_is_cut_and_no_heading_stands_alone(
    browser: Any, pages: dict[str, Path], tmp_path: Path, name: str
) -> None:
    page = browser.new_page()
    page.goto(pages[name].as_uri())
    page.pdf(path=str(tmp_path / "a4.pdf"), prefer_css_page_size=True)
    page.emulate_media(media="print")
    rows = page.eval_on_selector_all("tbody tr", "all => all.map(row => row.innerText)")
    heads = page.eval_on_selector_all("section h2", "all => all.map(head => head.innerText)")
    page.close()
    reader = PdfReader(tmp_path / "a4.pdf")
    sheets = [words(sheet.extract_text()) for sheet in reader.pages]

    assert {tuple(round(float(side)) for side in sheet.mediabox[2:]) for sheet in reader.pages} <= {
        (595, 842), (596, 842), (594, 841), (595, 841),
    }  # fmt: skip
    assert len(rows) > 100
    for row in rows:
        assert any(words(row) in sheet for sheet in sheets), f"cut: {row}"
    for head in heads:
        assert not any(sheet.endswith(words(head)) for sheet in sheets), f"alone: {head}"


def test_the_bar_never_hides_a_small_count(faulty_regency: Path) -> None:
    view = a_view(package.read(faulty_regency))
    page = as_html(view, "kawal check")
    bars = "".join(re.findall(r'<svg class="bilah.*?</svg>', page, re.DOTALL))
    widths = [float(width) for width in re.findall(r'<rect [^>]* width="([0-9.]+)"', bars)]

    assert len(widths) >= 3
    assert min(widths) >= 2
