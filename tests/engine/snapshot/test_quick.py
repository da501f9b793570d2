"""The quick reader gives what the careful one gives, or nothing at all."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawal.engine.shared.csv_text import read_columns
from kawal.engine.shared.errors import UnusableInput
from kawal.engine.snapshot import Snapshot, package
from kawal.engine.snapshot.build import TextTable, TypedTable, build
from kawal.engine.snapshot.quick import Quick, quick_tables, quick_together

PIECES = st.sampled_from(
    ["a", "1.02", "2021", "87.5", "-", "–", " ", "true", "renja", "semua", "Semua", "é", "e\u0301",
     "\u00a0", "\x1f", "\t", "\0", '"', '""', '"a,b"', '"a\nb"', '"x', ",", ",,", "\n", "\r\n",
     "\r", "1.00", "-0.001", "2020-03-02", "id", "amount", "\ufeff"]
)  # fmt: skip
LINES = st.lists(PIECES, max_size=8).map("".join)
HEADS = st.sampled_from(
    ["id,node,year,fund,amount", "id,amount", "amount,id", "id,id", "id,lain", "id", "id,fund,",
     "fund,id,locked"]
)  # fmt: skip


def quick_table(table: str, content: bytes) -> Quick | None:
    return quick_tables({table: content}).get(table)


def careful(table: str, content: bytes) -> pl.DataFrame | None:
    """What the careful reader makes of it, before rows are held against each other."""
    try:
        columns = read_columns(content, "berkas.csv").columns
        texts = TextTable(table, "berkas.csv", columns)
        return build(region=None, year=2021, sample=True, source="", tables=[texts]).tables[table]
    except UnusableInput:
        return None


def same(table: str, content: bytes) -> bool:
    """Whether the quick reader was silent, or gave what the careful one gives."""
    quick = quick_table(table, content)
    if quick is None:
        return True
    try:
        typed = [TypedTable(table, "berkas.csv", quick.frame, content, quick.plain)]
        made = build(region=None, year=2021, sample=True, source="", tables=typed)
    except UnusableInput:
        return careful(table, content) is None
    expected = careful(table, content)
    anew = Snapshot(None, 2021, True, "", made.tables)
    kept = package.files_of(made) == package.files_of(anew)
    return kept and expected is not None and made.tables[table].equals(expected)


@given(HEADS, st.lists(LINES, max_size=4), st.booleans())
def test_the_two_never_disagree(head: str, lines: list[str], ends: bool) -> None:
    content = "\n".join([head, *lines]) + "\n" * ends

    assert same("allocation", content.encode())


@given(st.binary(max_size=60))
def test_the_two_never_disagree_on_any_bytes(content: bytes) -> None:
    assert same("allocation", b"id,fund\n" + content)


@given(
    HEADS, st.lists(st.tuples(st.lists(LINES, max_size=3), st.booleans()), min_size=2, max_size=3)
)
def test_files_read_at_once_are_what_each_is_or_nothing(
    head: str, files: list[tuple[list[str], bool]]
) -> None:
    contents = [("\n".join([head, *lines]) + "\n" * ends).encode() for lines, ends in files]
    each = [quick_table("allocation", content) for content in contents]
    together = quick_together({"allocation": contents}).get("allocation")

    sure = [table for table in each if table is not None]
    assert (together is None) == (len(sure) < len(each))
    if together is not None:
        assert together.frame.equals(pl.concat([table.frame for table in sure]))
        assert together.heights == tuple(table.frame.height for table in sure)
        assert together.plain <= all(table.plain for table in sure)


@pytest.mark.parametrize("name", ["region", "opd", "plan", "node", "target", "ceiling"])
def test_a_canonical_table_is_read_quickly(small_regency: Snapshot, name: str) -> None:
    content = package.files_of(small_regency)[f"{name}.csv"]
    quick = quick_table(name, content)

    assert quick is not None
    assert quick.frame.equals(small_regency.tables[name])


def test_the_digest_is_that_of_the_canonical_form_though_the_rows_stand_otherwise() -> None:
    content = b"id,node,year,fund,amount\nb,n,2021,pad,1.00\na,n,2021,pad,1.00\n"
    quick = quick_table("allocation", content)
    assert quick is not None
    typed = [TypedTable("allocation", "berkas.csv", quick.frame, content, quick.plain)]
    made = build(region=None, year=2021, sample=True, source="", tables=typed)
    careful_one = [TextTable("allocation", "berkas.csv", read_columns(content, "b").columns)]
    anew = build(region=None, year=2021, sample=True, source="", tables=careful_one)

    assert package.digest_of(made) == package.digest_of(anew)


@pytest.mark.parametrize(
    "line",
    ["a, b,1.00", "a,-,1.00", "a,b,1.000", "a,b,1", "a,b,01.00", "a,b,1e2", "a,b,4e18",
     "a,b, 1.00", "a,b", "a,b,1.00,x", "a,b,1.00\r", 'a,"b",1.00', "a,e\u0301,1.00",
     "a,Semua,1.00", "a,b\x00,1.00", f"a,{'x' * 100_001},1.00"],
)  # fmt: skip
def test_what_only_the_careful_reader_can_judge_is_left_to_it(line: str) -> None:
    assert quick_table("allocation", f"id,fund,amount\n{line}\n".encode()) is None


@pytest.mark.parametrize(
    "day", ["+10000-01-01", "-0001-01-01", "+262142-12-31", "0000-01-01", "2021-2-3", "2021-02-30"]
)
def test_a_day_that_no_calendar_has_is_left_to_the_careful_one_and_refused(day: str) -> None:
    content = f"id,node,kind,starts_on\ns,n,persiapan,{day}\n".encode()

    assert quick_table("step", content) is None
    assert careful("step", content) is None


@pytest.mark.parametrize("day", ["0001-01-01", "2000-10-10", "9999-12-31"])
def test_a_day_of_the_calendar_is_read_by_both(day: str) -> None:
    content = f"id,node,kind,starts_on\ns,n,persiapan,{day}\n".encode()

    assert quick_table("step", content) is not None
    assert same("step", content)


def test_a_letter_that_folds_into_the_word_for_all_funds_is_left_to_the_careful_one() -> None:
    content = "opd,year,stage,fund,amount\n01,2021,ppas,\u017femua,1.00\n".encode()

    assert quick_table("ceiling", content) is None


def test_more_rows_or_cells_than_the_careful_one_takes_are_too_many_here_too() -> None:
    rows = b"".join(b"%07d,01\n" % number for number in range(2**20))
    commas = b"".join(b'z%03d,"%s",x\n' % (number, b"," * 99_000) for number in range(51))

    assert quick_table("unit", b"id,opd\n" + rows) is None
    assert quick_table("flagship", b"id,name,team\n" + commas) is None


def test_a_fault_is_still_told_with_its_row(small_regency: Snapshot, tmp_path: Path) -> None:
    package.write(small_regency, tmp_path)
    file = tmp_path / "node.csv"
    lines = file.read_text().splitlines()
    at = next(at for at, line in enumerate(lines) if "sub_kegiatan" in line)
    lines[at] = lines[at].replace("sub_kegiatan", "sub")
    file.write_text("\n".join(lines) + "\n")

    with pytest.raises(UnusableInput, match=rf"node\.csv, baris {at + 1}, kolom level"):
        package.read(tmp_path)
