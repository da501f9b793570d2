"""A profile is proposed from headings, every column is named, and a person decides the rest."""

from __future__ import annotations

import doctest
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawal.engine.readers import headings, read_paths
from kawal.engine.readers.headings import understand
from kawal.engine.readers.profile_text import parse
from kawal.engine.readers.proposing import propose
from kawal.engine.shared.errors import UnusableInput

RENJA = """Kode,Uraian,Tingkat,Indikator Kinerja,Target 2027,Pagu 2027 (Rp),Sumber Dana,Keterangan
1.02.02,PROGRAM UPAYA,Program,Cakupan,"87,5 %","1.500.000,00",,
1.02.02.2.01,Pelayanan,Kegiatan,Jumlah layanan,5 Layanan,"1.500.000,00",,
1.02.02.2.01.0001,Gizi,Sub Kegiatan,Jumlah kader,150 orang,"1.500.000,00",DAU,x
"""
RENSTRA = """kode;nama program;indikator;satuan;target_2025;pagu_2025;target_2026;pagu_2026;opd
1.02.02;A;Satu;%;80;100;85;120;Dinkes
1.02.02;A;Dua;%;70;100;75;120;Dinkes
1.02.03;B;Tiga;orang;5;50;6;60;Dinkes
"""


def corrected(text: str) -> str:
    """As a person leaves it who knows the file."""
    return text.replace("GANTI-opd", "dinkes").replace("GANTI: berkas apa ini", "Renja Dinkes")


def read(folder: Path, content: str, name: str = "renja 2027.csv") -> str:
    (folder / name).write_text(content)
    proposed = propose((folder / name).read_bytes(), name)
    (folder / "p.toml").write_text(corrected(proposed))
    return proposed


def test_the_example_of_the_module_holds() -> None:
    assert doctest.testmod(headings).failed == 0


def test_a_renja_with_levels_is_proposed_so_that_it_reads(tmp_path: Path) -> None:
    proposed = read(tmp_path, RENJA)

    reading = read_paths([tmp_path / "renja 2027.csv"], str(tmp_path / "p.toml"))
    nodes = reading.snapshot.frame("node").select("code", "level", "parent", "stated_total").rows()
    assert nodes == [
        ("1.02.02", "program", None, 150_000_000),
        ("1.02.02.2.01", "kegiatan", "1.02.02", 150_000_000),
        ("1.02.02.2.01.0001", "sub_kegiatan", "1.02.02.2.01", None),
    ]
    assert reading.snapshot.frame("allocation").select("amount", "fund").rows() == [
        (150_000_000, "DAU")
    ]
    assert reading.snapshot.frame("indicator")["unit"].to_list() == ["%", "Layanan", "orang"]
    assert reading.snapshot.year == 2027
    assert tomllib.loads(proposed)["unread"] == {"Keterangan": "belum diketahui"}


def test_a_renstra_with_years_in_columns_and_semicolons_is_proposed(tmp_path: Path) -> None:
    read(tmp_path, RENSTRA, "renstra.csv")

    snapshot = read_paths([tmp_path / "renstra.csv"], str(tmp_path / "p.toml")).snapshot
    assert snapshot.frame("plan").select("kind", "first_year", "last_year").rows() == [
        ("renstra", 2025, 2026)
    ]
    assert snapshot.frame("node")["level"].to_list() == ["program", "program"]
    money = dict(snapshot.frame("allocation").select("id", "amount").iter_rows())
    assert money["1.02.02/Dinkes/2026"] == 120_00  # the same on both rows: once


def test_a_proposal_that_nobody_corrected_is_not_used(tmp_path: Path) -> None:
    proposed = read(tmp_path, RENJA)

    with pytest.raises(UnusableInput) as refusal:
        parse(proposed, "p.toml")
    places = {problem.file: problem.message for problem in refusal.value.problems}
    assert places["p.toml, bagian title"] == "Masih tertulis GANTI."
    assert places["p.toml, bagian emit, ke-1, columns, id"] == "Masih tertulis GANTI."


def test_a_file_that_tells_no_year_leaves_it_to_a_person() -> None:
    text = corrected(propose(b"kode,uraian,pagu\n1.02.02.2.01.01,A,5\n", "daftar.csv"))

    with pytest.raises(UnusableInput, match="Tahun rencana harus disebut"):
        parse(text, "p.toml")
    filled = text.replace("# year = 2027", "year = 2027").replace('"GANTI"', '"2027"')
    assert parse(filled.replace("renja-GANTI", "renja-2027"), "p.toml").year == 2027


def test_a_column_that_tells_the_year_is_used(tmp_path: Path) -> None:
    read(tmp_path, "tahun,kode,uraian,pagu\n2026,1.02.02.2.01.01,A,5\n", "daftar.csv")

    snapshot = read_paths([tmp_path / "daftar.csv"], str(tmp_path / "p.toml")).snapshot
    assert snapshot.year == 2026
    assert snapshot.frame("allocation")["year"].to_list() == [2026]


def test_numbers_that_only_a_point_explains_are_declared_so() -> None:
    content = b"kode,uraian,pagu\n1.02.02,A,1.125\n1.02.03,B,7.5\n"

    assert tomllib.loads(propose(content, "a2027.csv"))["numbers"] == {"pagu": "titik"}
    assert "numbers" not in tomllib.loads(propose(b"kode,uraian,pagu\n1,A,7.5\n", "a2027.csv"))


def test_of_two_forms_of_pagu_one_is_read_and_the_other_left_to_a_person() -> None:
    content = b"kode,uraian,pagu 2026,pagu 2027,anggaran lalu 2025\n1.02.02,A,1,2,3\n"
    proposed = tomllib.loads(propose(content, "a.csv"))

    assert "anggaran lalu 2025" in {**proposed["unread"], **proposed["columns"]}
    assert [each["each"] for each in proposed["emit"] if each["table"] == "allocation"] == [
        [2026, 2027]
    ]


def test_rows_without_name_are_left_out_and_told() -> None:
    content = b"uraian,indikator,satuan\nA,x,%\n,y,%\n"

    assert tomllib.loads(propose(content, "a2027.csv"))["skip"] == [
        {"column": "uraian", "texts": [""], "why": "PERIKSA: uraian kosong"}
    ]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("KODE", "code"), ("Kode Sub Kegiatan", "code"), ("Perangkat Daerah", "opd"),
        ("Indikator  Kinerja", "indicator"), ("Satuan", "unit"), ("target_2024", "target"),
        ("Pagu Indikatif Tahun 2024", "pagu"), ("Sumber Dana", "fund"), ("catatan", None),
        ("Paraf", None),
    ],
)  # fmt: skip
def test_headings_are_understood_as_offices_write_them(name: str, role: str | None) -> None:
    assert understand([name])[0].role == role


def test_a_role_goes_to_the_column_that_names_it_to_the_letter() -> None:
    roles = {each.name: each.role for each in understand(["nama kegiatann", "uraian", "kode"])}

    assert roles == {"nama kegiatann": None, "uraian": "title", "kode": "code"}


_HEADING = st.text(st.characters(codec="utf-8"), max_size=12)


@given(st.lists(_HEADING, min_size=1, max_size=6, unique=True))
def test_whatever_the_headings_are_the_proposal_names_them_all(names: list[str]) -> None:
    quoted = ",".join('"' + name.replace('"', '""') + '"' for name in names)
    try:
        proposed = propose(f"{quoted}\n{quoted}\n".encode(), "berkas.csv")
    except UnusableInput:
        return
    raw = tomllib.loads(proposed)

    assert len({**raw["columns"], **raw["unread"]}) == len(names)
    told = corrected(proposed).replace("# year = 2027", "year = 2027").replace("GANTI", "2027")
    assert parse(told, "p.toml").year in (
        2027,
        *names,
        *map(int, re.findall("(?:19|20)[0-9]{2}", quoted)),
    )
