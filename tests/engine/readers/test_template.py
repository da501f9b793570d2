"""The guided template: what is filled in reads back, and what is left empty is never an answer."""

from __future__ import annotations

import io
import string
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from kawal.engine.generator.regency import sample_regency
from kawal.engine.readers import read_paths
from kawal.engine.readers.template import form
from kawal.engine.readers.template.read import read_template
from kawal.engine.readers.template.write import template
from kawal.engine.shared.errors import UnusableInput
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.package import digest_of
from kawal.engine.snapshot.schema import BY_NAME, TABLES, Kind
from tests.engine.readers.excel import filled
from tests.factories import Rows, a_line, a_plan, snapshot_of


def through_excel(snapshot: Snapshot, folder: Path) -> Snapshot:
    """The snapshot written into a template and read from it."""
    file = folder / "renja.xlsx"
    file.write_bytes(template(snapshot))
    return read_template(file).snapshot


def sheets_of(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


# --- round trips -----------------------------------------------------------------------------


@pytest.mark.parametrize(("opd", "seed"), [(1, 1), (3, 2), (8, 5), (48, 7)])
def test_the_sample_regency_comes_back_with_the_same_digest(
    opd: int, seed: int, tmp_path: Path
) -> None:
    regency = sample_regency(opd=opd, seed=seed)

    assert digest_of(through_excel(regency, tmp_path)) == digest_of(regency)


def test_a_table_that_was_absent_stays_absent(tmp_path: Path) -> None:
    regency = sample_regency(opd=1, seed=4)
    for absent in regency.tables:
        tables = {name: frame for name, frame in regency.tables.items() if name != absent}
        without = Snapshot("33.28", 2021, True, "uji", tables)

        again = through_excel(without, tmp_path)

        assert absent not in again.tables
        assert digest_of(again) == digest_of(without)


def test_a_column_that_was_absent_stays_absent(tmp_path: Path) -> None:
    regency = sample_regency(opd=1, seed=4)
    for name, frame in regency.tables.items():
        for column in BY_NAME[name].columns:
            if column.name in frame.columns and not column.is_structural:
                tables = dict(regency.tables) | {name: frame.drop(column.name)}
                without = Snapshot("33.28", 2021, True, "uji", tables)

                again = through_excel(without, tmp_path)

                assert column.name not in again.tables[name].columns
                assert digest_of(again) == digest_of(without)


def test_a_table_without_rows_and_a_column_without_values_stay_carried(tmp_path: Path) -> None:
    innovation = [{"id": "x", "opd": "05", "year": "2021", "name": "n"}]
    snapshot = snapshot_of(
        plan=[a_plan(locked_on=None)], node=[a_line()], innovation=innovation, swot=[]
    )
    tables = dict(snapshot.tables)
    tables["innovation"] = tables["innovation"].head(0)  # carries four columns and says: none
    emptied = Snapshot("33.28", 2021, True, "uji", tables)

    again = through_excel(emptied, tmp_path)

    assert again.tables["innovation"].columns == ["id", "opd", "year", "name"]
    assert again.carries("swot")
    assert again.carries("plan", "locked_on")
    assert digest_of(again) == digest_of(emptied)


letters = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r￾￿"), min_size=1, max_size=12
).filter(lambda text: not any(ord(char) < 32 and char not in "\t\n" for char in text))
texts = st.none() | letters | st.builds(str.__add__, st.sampled_from("=+-@'_"), letters)
amounts = st.none() | st.integers(-(10**16), 10**16).map(lambda sen: f"{Decimal(sen) / 100:.2f}")
values = (
    st.none()
    | st.decimals(-(10**9), 10**9, places=9).map(lambda value: f"{value:f}")
    | st.integers(-(10**28) + 1, 10**28 - 1).map(str)
    | st.integers(0, 27).map(lambda zeros: f"1{'0' * zeros}")
)
days = st.none() | st.dates(date(1800, 1, 1)).map(date.isoformat)
keys = st.text(string.ascii_letters + "=-0.1", min_size=1, max_size=5).filter(
    lambda key: key.strip("-")
)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """A plan with whatever texts, amounts and days people type."""
    nodes = [
        a_line(key, title=draw(texts), location=draw(texts), stated_total=draw(amounts))
        for key in draw(st.lists(keys, min_size=1, max_size=4, unique=True))
    ]
    indicator: Rows = [{"id": "i", "node": nodes[0]["id"], "baseline": draw(values)}]
    plan = a_plan(locked=draw(st.sampled_from([None, "true", "false"])), locked_on=draw(days))
    return snapshot_of(plan=[plan], node=nodes, indicator=indicator)


@settings(max_examples=60)
@given(snapshots())
def test_whatever_a_snapshot_holds_comes_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, snapshot: Snapshot
) -> None:
    again = through_excel(snapshot, tmp_path_factory.mktemp("excel"))

    for name, frame in snapshot.tables.items():
        assert again.tables[name].equals(frame)
    assert digest_of(again) == digest_of(snapshot)


def test_what_the_package_says_of_itself_comes_back_to_the_letter(tmp_path: Path) -> None:
    for region, sample, source in ((None, False, ""), ("33.28", True, "  =dari, \n mana ")):
        tables = snapshot_of(plan=[a_plan()]).tables
        snapshot = Snapshot(region, 2027, sample, source, tables)

        assert digest_of(through_excel(snapshot, tmp_path)) == digest_of(snapshot)


def test_the_same_snapshot_gives_the_same_file(small_regency: Snapshot) -> None:
    assert template(small_regency) == template(small_regency)


def test_a_text_that_excel_would_change_is_refused_with_its_place() -> None:
    snapshot = snapshot_of(plan=[a_plan()], node=[a_line(title="a\x0bb"), a_line("m")])

    with pytest.raises(UnusableInput) as refusal:
        template(snapshot)

    (problem,) = refusal.value.problems
    assert (problem.file, problem.row, problem.column) == ("tabel node", 2, "title")


def test_a_table_without_a_column_that_every_row_needs_is_refused() -> None:
    tables = dict(snapshot_of(plan=[a_plan()], node=[a_line()]).tables)
    tables["node"] = tables["node"].drop("level")

    with pytest.raises(UnusableInput, match="tabel node: Kolom wajib tidak ada"):
        template(Snapshot("33.28", 2021, True, "uji", tables))


# --- what is empty ---------------------------------------------------------------------------


def test_an_untouched_sheet_is_not_carried_and_the_reader_says_so(tmp_path: Path) -> None:
    reading = read_template(filled(tmp_path / "r.xlsx", tables={"swot": []}))

    assert not reading.snapshot.carries("swot")
    assert any("lembar tanpa isi" in note and "SWOT" in note for note in reading.notes)


def test_an_untouched_column_is_not_carried_and_the_reader_says_so(tmp_path: Path) -> None:
    reading = read_template(filled(tmp_path / "r.xlsx"))

    assert not reading.snapshot.carries("node", "location")
    assert any("lembar Bagian rencana: kolom tanpa isi" in note and "lokasi" in note
               for note in reading.notes)  # fmt: skip


def test_a_sheet_that_the_cover_calls_empty_is_carried_without_rows(tmp_path: Path) -> None:
    file = filled(tmp_path / "r.xlsx", tables={"swot": []}, empty=(("SWOT", ""),))
    snapshot = read_template(file).snapshot

    assert snapshot.carries("swot")
    assert not snapshot.frame("swot").height


def test_a_column_that_the_cover_calls_empty_is_carried_without_values(tmp_path: Path) -> None:
    snapshot = read_template(
        filled(tmp_path / "r.xlsx", empty=(("Bagian rencana", "lokasi"),))
    ).snapshot

    assert snapshot.carries("node", "location")
    assert snapshot.frame("node")["location"].null_count() == 2


def test_a_sheet_with_rows_cannot_be_called_empty(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match=r"lembar Alokasi, baris 2: .*memang kosong"):
        read_template(filled(tmp_path / "r.xlsx", empty=(("Alokasi", ""),)))


def test_a_column_with_values_cannot_be_called_empty(tmp_path: Path) -> None:
    with pytest.raises(
        UnusableInput, match=r"lembar Bagian rencana, kolom uraian: .*memang kosong"
    ):
        read_template(filled(tmp_path / "r.xlsx", empty=(("Bagian rencana", "uraian"),)))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("SWAT", ""), 'kolom Lembar yang memang kosong, isi "SWAT": .*Maksud Anda "SWOT"'),
        (("Bagian rencana", "lokas"), 'kolom Kolom yang memang kosong, isi "lokas": .*"lokasi"'),
        (("", "lokasi"), "Lembar tidak dikenal"),
    ],
)
def test_what_the_cover_calls_empty_must_be_there(
    row: tuple[str, str], said: str, tmp_path: Path
) -> None:
    with pytest.raises(UnusableInput, match=said):
        read_template(filled(tmp_path / "r.xlsx", empty=(row,)))


def test_a_blank_template_asks_for_the_year_first(tmp_path: Path) -> None:
    (tmp_path / "baru.xlsx").write_bytes(template())

    with pytest.raises(UnusableInput, match="Tahun rencana belum diisi"):
        read_template(tmp_path / "baru.xlsx")


def test_a_template_without_a_row_is_no_plan(tmp_path: Path) -> None:
    empty = {name: [] for name in ("opd", "plan", "node", "allocation", "indicator", "target")}

    with pytest.raises(UnusableInput, match="Template belum diisi"):
        read_template(filled(tmp_path / "r.xlsx", tables=empty))


def test_blank_rows_in_between_are_passed_over_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    line = {"id": "l", "plan": "r", "level": "bab", "opd": "05"}

    with pytest.raises(
        UnusableInput, match='lembar Bagian rencana, baris 4, kolom tingkat, isi "bab"'
    ):
        read_template(filled(tmp_path / "r.xlsx", tables={"node": [{}, {"title": " "}, line]}))


# --- the form --------------------------------------------------------------------------------


def test_a_sheet_stands_for_each_table_with_its_headings(small_regency: Snapshot) -> None:
    for content in (template(), template(small_regency)):
        sheets = sheets_of(content)

        assert list(sheets) == [form.COVER, *(table.label for table in TABLES)]
        for table in TABLES:
            assert sheets[table.label][0] == [column.label for column in table.columns]


def test_sheet_names_fit_excel_and_headings_differ_within_a_sheet() -> None:
    labels = [form.same(table.label) for table in TABLES]
    assert len({*labels, form.same(form.COVER)}) == len(labels) + 1
    assert all(len(label) <= 31 and not set(label) & set("[]:*?/\\'") for label in labels)
    for table in TABLES:
        headings = [form.same(column.label) for column in table.columns]
        assert len(set(headings)) == len(headings), table.name


def test_every_column_has_a_note_with_form_and_example() -> None:
    for table in TABLES:
        for column in table.columns:
            note = form.note_of(table, column)
            assert form.shown_example(column) in note
            assert all(choice in note for choice in column.choices)


def test_every_hint_speaks_of_a_column_that_there_is() -> None:
    known = {table.name: set(table.names) for table in TABLES}

    for table, columns in form._hints().items():
        assert set(columns) <= known[table], table


def test_choices_and_keys_have_drop_downs_and_only_headings_are_locked() -> None:
    with ZipFile(io.BytesIO(template())) as archive:
        number = [table.name for table in TABLES].index("plan") + 2
        plan = archive.read(f"xl/worksheets/sheet{number}.xml").decode()

    assert '"rpjmd,renstra,rkpd,renja,ppas,dpa"' in plan
    assert "'OPD'!$A$2" in plan
    assert "<sheetProtection" in plan
    assert "<f>" not in plan


def test_texts_are_formatted_as_text_so_that_a_typed_code_keeps_its_zeros() -> None:
    with ZipFile(io.BytesIO(template())) as archive:
        styles = archive.read("xl/styles.xml").decode()

    assert 'formatCode="@"' in styles
    assert any(column.kind is Kind.TEXT for table in TABLES for column in table.columns)


# --- beside other inputs ---------------------------------------------------------------------


def test_templates_of_two_offices_become_one_snapshot(tmp_path: Path) -> None:
    one = filled(tmp_path / "a.xlsx")
    other = {
        "opd": [{"id": "06", "code": "1.03", "name": "DPU"}],
        "plan": [{"id": "q", "kind": "renja", "opd": "06", "first_year": 2021,
                  "last_year": 2021, "version": 1, "locked": "ya"}],
        "node": [{"id": "m", "plan": "q", "level": "program", "opd": "06"}],
        "allocation": [], "indicator": [], "target": [],
    }  # fmt: skip

    snapshot = read_paths([one, filled(tmp_path / "b.XLSX", tables=other)]).snapshot

    assert snapshot.frame("plan")["id"].to_list() == ["q", "r"]


@pytest.mark.parametrize("suffix", [".xls", ".xlsm", ".ods", ".xlsb"])
def test_other_spreadsheets_are_asked_for_as_xlsx(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"renja{suffix}").write_bytes(b"x")

    with pytest.raises(UnusableInput, match=r"Simpan Sebagai \.xlsx"):
        read_paths([tmp_path / f"renja{suffix}"])
