"""The report of changes: what a Sekda sees, what programs read, and that both say the same."""

from __future__ import annotations

import html
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kawal.engine.generator.regency import sample_regency
from kawal.engine.readers import read_paths
from kawal.engine.report.changes.html import as_html
from kawal.engine.report.changes.machine import as_json
from kawal.engine.report.changes.terminal import MOST_ITEMS, lines_of
from kawal.engine.report.changes.view import ChangesView, side_of, view_of_changes
from kawal.engine.report.terminal import WIDTH
from kawal.engine.snapshot import Snapshot, package
from tests.conftest import ROOT
from tests.factories import a_line, a_plan, snapshot_of

SCHEMA = json.loads((ROOT / "docs" / "diff.schema.json").read_text("utf-8"))
HOSTILE = "<script>alert(1)</script>&\"'"


def changes(old: Snapshot, new: Snapshot) -> ChangesView:
    return view_of_changes(side_of("lama", old, ()), side_of("baru", new, ("catatan",)))


def told(old: Snapshot, new: Snapshot) -> str:
    return "\n".join(lines_of(changes(old, new)))


@pytest.fixture(scope="module")
def faulty(faulty_regency: Path) -> ChangesView:
    """From a clean regency to the same one with seventy faults."""
    return changes(sample_regency(opd=24, seed=3), package.read(faulty_regency))


def with_lines(*lines: dict[str, str | None], **money: str | None) -> Snapshot:
    return snapshot_of(
        opd=[{"id": "05", "name": "Dinas Kesehatan"}],
        plan=[a_plan()],
        node=lines,
        indicator=[
            {"id": f"{line['id']}-i", "node": line["id"], "name": "Kader"} for line in lines
        ],
        allocation=[
            {"id": f"{key}-a", "node": key, "year": "2021", "fund": "DAU", "amount": amount}
            for key, amount in money.items()
        ],
    )


# --- terminal --------------------------------------------------------------------------------


def test_the_first_lines_say_what_rose_and_fell_and_that_it_reconciles() -> None:
    old = with_lines(a_line("a", code="1"), a_line("b", code="2"), a="100.00", b="50.00")
    new = with_lines(
        a_line("a", code="1"), a_line("c", code="3", title="Gizi"), a="130.00", c="7.00"
    )
    text = told(old, new)

    assert text.splitlines()[0] == "33.28 · perubahan dari lama ke baru"
    assert (
        "Renja 2021: 1 baris ditambah, 1 baris dihapus, 1 baris naik; pagu Rp150 menjadi Rp137 "
        "(−Rp13)." in " ".join(text.split())
    )
    assert "Dinas Kesehatan                         1      1      1      0" in text
    assert "Rupiah cocok sampai sen, per rencana dan per OPD" in text
    assert "lama Rp150,00 + ditambah Rp7,00 − dihapus Rp50,00" in " ".join(text.split())


def test_a_changed_field_is_told_from_what_to_what() -> None:
    old, new = (with_lines(a_line("a", title="Gizi"), a=amount) for amount in ("100.00", "130.50"))

    assert "~ Alokasi 2021, DAU: pagu Rp100 → Rp130,50 (+Rp30,50)" in told(old, new)


def test_what_comes_with_a_line_is_told_with_it_and_not_row_by_row() -> None:
    old = with_lines(a_line("a"), a="1.00")
    new = with_lines(a_line("a"), a_line("b", code="9", title="Gizi"), a="1.00", b="7.00")
    text = told(old, new)

    assert "  Renja 2021 · 9 Gizi\n    + Bagian rencana: Rp7; dengan 1 Indikator, 1 Alokasi" in text
    assert "+ Indikator" not in text


def test_what_comes_with_a_plan_is_told_with_it() -> None:
    one = a_plan()
    other = a_plan("r2", version="2")
    new = snapshot_of(plan=[one, other], node=[a_line(), a_line("m", plan="r2")])

    text = told(snapshot_of(plan=[one], node=[a_line()]), new)

    assert "+ Rencana: dengan 1 Bagian rencana" in text


def test_two_that_are_the_same_are_said_to_be(small_regency: Snapshot) -> None:
    assert "Tidak ada yang berubah: kedua sidik sama." in told(small_regency, small_regency)


def test_an_emptied_field_is_said_to_be_empty() -> None:
    old, new = (with_lines(a_line("a", title=title, location="Slawi")) for title in ("Gizi", None))

    assert "uraian Gizi → kosong" in told(old, new)


def test_what_one_side_does_not_carry_is_said_and_money_is_not_called_zero() -> None:
    new = with_lines(a_line("a"), a_line("b"), a="5.00")
    tables = {name: new.tables[name] for name in ("opd", "plan", "indicator", "node")}
    tables["node"] = tables["node"].drop("title").head(1)
    tables["indicator"] = tables["indicator"].head(1)
    text = told(replace(new, tables=tables), new)

    assert "Tabel allocation (Alokasi) hanya dimuat di baru: 1 baris, tidak dibandingkan." in text
    assert "kolom title (uraian): hanya dimuat di baru" in text
    assert "Rupiah tidak dapat dicocokkan" in text
    assert "tidak diketahui" in text
    assert "Rp0" not in text


def test_a_table_without_its_keys_is_not_compared() -> None:
    new = with_lines(a_line("a"), a="5.00")
    tables = dict(new.tables) | {"allocation": new.tables["allocation"].drop("node")}

    assert "tidak memuat semua kolom kuncinya" in told(replace(new, tables=tables), new)


def test_empty_amounts_are_counted() -> None:
    text = told(with_lines(a_line("a"), a=None), with_lines(a_line("a"), a="5.00"))

    assert "Alokasi tanpa pagu tidak ikut dijumlah: 1 di lama, 0 di baru." in text


def test_no_line_is_wider_than_a_terminal_and_the_rest_is_counted(faulty: ChangesView) -> None:
    lines = list(lines_of(faulty))

    assert max(map(len, lines)) <= WIDTH
    many = [office for office in faulty.offices if len(office.items) > MOST_ITEMS]
    assert many
    assert f"    … dan {len(many[0].items) - MOST_ITEMS} perubahan lain." in lines


# --- JSON ------------------------------------------------------------------------------------


def parsed(view: ChangesView) -> Any:
    content = json.loads(as_json(view))
    Draft202012Validator(SCHEMA).validate(content)
    return content


def test_the_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_json_keeps_its_form_and_lists_every_row(faulty: ChangesView) -> None:
    content = parsed(faulty)

    for name in ("added", "removed", "changed"):
        rows = sum(len(table[name]) for table in content["tables"])
        assert rows == content["totals"][name] > 0
    assert content["money"]["reconciles"]
    assert content["same"] is False


def test_the_json_of_two_that_are_the_same_says_so(small_regency: Snapshot) -> None:
    content = parsed(changes(small_regency, small_regency))

    assert content["same"] is True
    assert content["before"]["digest"] == content["after"]["digest"]
    assert content["tables"] == []


def test_the_json_of_two_that_carry_different_things_keeps_its_form(
    mamberamo: Path, small_regency: Snapshot
) -> None:
    content = parsed(changes(read_paths([mamberamo]).snapshot, small_regency))

    tables = {table["table"]: table for table in content["tables"]}
    assert tables["ceiling"]["columns_before"] is None
    assert tables["ceiling"]["added"] == []
    assert [each["name"] for each in content["about"]] == ["region", "year", "sample", "source"]


def test_the_json_of_unknown_money_is_null_and_not_zero() -> None:
    new = with_lines(a_line("a"), a="5.00")
    old = replace(new, tables={name: new.tables[name] for name in ("plan", "node")})
    content = parsed(changes(old, new))

    assert content["money"]["known"] is False
    assert {place["before"] for place in content["money"]["places"]} == {None}


def test_the_same_comparison_gives_the_same_text(faulty_regency: Path) -> None:
    old, new = sample_regency(opd=12, seed=3), package.read(faulty_regency)

    assert as_json(changes(old, new)) == as_json(changes(old, new))


# --- HTML ------------------------------------------------------------------------------------


def test_every_change_stands_on_the_page(faulty: ChangesView) -> None:
    page = html.unescape(as_html(faulty, "kawal diff lama baru"))

    for office in faulty.offices:
        assert office.name in page
        for item in office.items:
            assert item.key in page
            assert all(each.after in page for each in item.fields)
    assert faulty.reconciled in page
    assert faulty.after.digest in page


def test_what_people_typed_cannot_become_markup() -> None:
    old, new = (with_lines(a_line("a", title=title, code=HOSTILE)) for title in ("x", HOSTILE))
    page = as_html(changes(old, new), f"kawal diff {HOSTILE} b")

    assert "<script" not in page
    assert "&lt;script&gt;" in page
