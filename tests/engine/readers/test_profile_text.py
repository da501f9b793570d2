"""A profile that somebody wrote: every mistake is told with file, place and mend."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest

from kawal.engine.readers import read_paths
from kawal.engine.readers.library import profile_named, profiles
from kawal.engine.readers.profile_text import parse
from kawal.engine.shared.errors import Problem, UnusableInput
from tests.engine.readers.test_rows import HEADING, PROFILE

_ODD = (
    '""', '"kode"', "5", "[]", "true", '"@induk"', '"{@simpul}"', '"*"', '"sub_kegiatan"', '"lewati"',
    "[1]", "{}", '"{kode:satuan}"', "-1", "1.5", '[""]', '{ a = "b" }', '"x = y"', "2021-01-01", '"{}"',
)  # fmt: skip


def faults(old: str = "", new: str = "", text: str = PROFILE) -> list[Problem]:
    assert old in text
    with pytest.raises(UnusableInput) as refusal:
        parse(text.replace(old, new, 1), "p.toml")
    return list(refusal.value.problems)


def test_the_profile_of_these_tests_is_sound() -> None:
    assert parse(PROFILE, "p.toml").name == "uji"


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ('name = "uji"', 'nama = "uji"', "nama", 'Maksud Anda "name"'),
        ('title = "Renstra uji"', "title = 5", "title", "teks di antara tanda kutip"),
        ("year = 2021\n", "year = 21\n", "[snapshot], kunci year", "year = 2024"),
        ("year = 2021\n", "year = true\n", "[snapshot], kunci year", "year = 2024"),
        ("[source]", '[source]\nseparator = ""', "[source], kunci separator", "satu tanda"),
        ("[source]", '[source]\nseparator = ",,"', "[source], kunci separator", "satu tanda"),
        ("year = 2021\n", "", "[snapshot], kunci year", "year = 2024"),
        ("year = 2021\n", 'year = "tahun"\n', "snapshot", "Sebutkan di [columns]"),
        ('kode = "kode"', 'kodde = "kode"', "emit", 'Maksud Anda "kodde"'),
        ('table = "node"', 'table = "nodes"', "[[emit]] ke-3, kunci table", 'Maksud Anda "node"'),
        ('title = "{nama}"', 'tittle = "{nama}"', "[[emit]] ke-3, columns, kunci tittle", "Maksud"),
        ('"sekali-bila-sama"', '"sekali"', "[[emit]] ke-6, kunci repeated", "jumlah"),
        ('per = "@simpul"\nrepeated', "repeated", "[[emit]] ke-6, kunci per", 'per = "@simpul"'),
        ('prog = "program"', 'prog = "progam"', "[level], kunci names", 'Maksud Anda "program"'),
        (
            "[node]",
            '[level.codes]\nprogam = "9.9.9"\n[node]',
            "[level], kunci codes",
            "Maksud Anda",
        ),
        (
            "[node]",
            '[level.codes]\nprogram = "1.02.02"\n[node]',
            "[level], kunci codes, kunci program",
            '"9.9.9"',
        ),
        (
            'code = "kode"\nparent = ["kode", "di-atas"]',
            'parent = ["di-atas"]\n[level.codes]\nprogram = "9.9.9"',
            "[level], kunci codes",
            "nama kolom kodenya",
        ),
        ('"di-atas"', '"diatas"', "[node], kunci parent", '"di-atas"'),
        ('code = "kode"\n', "", "[node], kunci code", "nama kolom kodenya"),
        ("[level]", "[tingkat]", "tingkat", "Kunci yang dikenal"),
        ("each = [2021]", "each = 2021", "[[emit]] ke-5, kunci each", "[2021, 2022]"),
        ("distinct = true", 'distinct = "ya"', "[[emit]] ke-1, kunci distinct", "true atau false"),
        ('filled = ["indikator"]', "filled = [1]", "[continue], kunci filled", '["kode", "nama"]'),
        ('column = "pagu_2021"', 'column = "pagu"', "reconcile", 'Maksud Anda "pagu_2021"'),
        ('same = ["tingkat_baris"', 'same = ["@simpul"', "node", "baru ada sesudahnya"),
        ('column = "tingkat_baris"\ntexts', 'column = "@tingkat"\ntexts', "skip", "baru ada"),
        (
            "[continue]",
            '[[shift]]\nwhen = { kode = "" }\ncells = { nama = "{@induk}" }\n[continue]',
            "shift",
            "baru ada",
        ),
        (
            "[continue]",
            '[[shift]]\nwhen = { kode = "" }\ncells = { nama = "{opd:satuan}" }\n[continue]',
            "shift",
            "baru ada",
        ),
        ('id = ["{kode}"', 'id = ["{@simpul}"', "node", "baru ada"),
        ("names = {", 'always = "lewati"\nnames = {', "[level], kunci always", "Tingkat yang ada"),
        (
            'column = "pagu_2021"\nplan',
            'quarter = 1\ncolumn = "pagu_2021"\nplan',
            "[[reconcile]] ke-1, kunci quarter",
            'table = "spending"',
        ),
        ("alike", "alikes", "[source], kunci alikes", 'Maksud Anda "alike"'),
        ('opd = "OPD"', 'opd = "OPD"\n"@simpul" = "x"', "columns", "Ganti namanya"),
        ('texts = ["urusan*"]\n', "texts = 5\n", "[[skip]] ke-1, kunci texts", '["kode", "nama"]'),
    ],
)
def test_a_mistake_is_told_with_its_place_and_its_mend(
    old: str, new: str, place: str, said: str
) -> None:
    problems = faults(old, new)

    found = [each for each in problems if each.file == f"p.toml, bagian {place}"]
    assert found, [str(each) for each in problems]
    assert said in found[0].fix


@pytest.mark.parametrize("seed", range(150))
def test_a_profile_that_was_mangled_is_read_or_refused_and_never_crashes(
    seed: int, tmp_path: Path
) -> None:
    luck = random.Random(seed)
    lines = PROFILE.splitlines()
    for _ in range(luck.randint(1, 3)):
        place = luck.randrange(len(lines))
        before, sign, _ = lines[place].partition("=")
        lines[place] = f"{before}= {luck.choice(_ODD)}" if sign and luck.random() < 0.7 else ""
    (tmp_path / "p.toml").write_text("\n".join(lines))
    (tmp_path / "s.csv").write_text(
        f"{HEADING}\nprog,1.3.01,A,,Satu,2 Laporan,100,D\n,,,,Dua,5,,\n"
    )

    with contextlib.suppress(UnusableInput):
        read_paths([tmp_path / "s.csv"], str(tmp_path / "p.toml"))


def test_broken_toml_is_told_with_its_line() -> None:
    (problem,) = faults('title = "Renstra uji"', 'title = "Renstra uji')

    assert (problem.row, problem.message) == (3, "Bukan TOML yang sah.")


def test_a_column_that_is_not_read_may_be_called_as_it_likes() -> None:
    unread = '[unread]\n"@simpul" = "?"\n"t:satuan" = "?"\n"" = "?"\n[prefixes]'

    assert parse(PROFILE.replace("[prefixes]", unread), "p.toml").columns["@simpul"] == "?"


def test_all_mistakes_are_told_at_once() -> None:
    text = PROFILE.replace('name = "uji"', "").replace('table = "opd"', 'table = "odp"')

    assert len(faults(text=text)) == 2


def test_emissions_of_one_table_name_the_same_columns() -> None:
    extra = '[[emit]]\ntable = "opd"\ncolumns = { id = "{opd}", name = "{opd}" }\n[[emit]]\n'
    (problem,) = faults("[[emit]]\n", extra)

    assert problem.message == "Kolom tabel opd berbeda antar-[[emit]]: name."


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[" * 10_000, b"a = " + b"[" * 10_000, b"a = 1\n" * 3]
)
def test_a_file_that_is_no_profile_is_refused_without_a_traceback(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "p.toml"
    file.write_bytes(content)

    with pytest.raises(UnusableInput):
        profile_named(str(file))


def test_a_profile_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match=r"tidak-ada\.toml: Tidak dapat dibuka \(tidak ada\)"):
        profile_named(str(tmp_path / "tidak-ada.toml"))


def test_a_file_that_does_not_fit_ones_own_profile_raises_the_drift_alarm(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(PROFILE)
    (tmp_path / "s.csv").write_text(HEADING.replace("pagu_2021", "pagu2021") + "\n")

    with pytest.raises(UnusableInput, match='tampaknya berganti nama menjadi "pagu2021"'):
        read_paths([tmp_path / "s.csv"], str(tmp_path / "p.toml"))


def test_no_two_profiles_fit_the_same_columns() -> None:
    columns = [frozenset(profile.columns) for profile in profiles()]

    assert len(set(columns)) == len(columns) == 11
