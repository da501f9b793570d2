"""Hostile input, given to the real command: refused in words, within ten seconds and one GiB."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from kawal.engine.reference import package as reference
from kawal.engine.snapshot import package
from tests.bad_input.case import Case
from tests.bad_input.grounds import (
    FOLDER,
    PARQUET,
    REFERENCE,
    SOURCE,
    SOURCE_FILE,
    TEMPLATE,
    WAIVER_FILE,
    ZIP,
    regency,
)
from tests.bad_input.mutators.parquets import vouch
from tests.bad_input.sheet import Sheet
from tests.engine.readers.excel import with_part
from tests.indonesian import WORDS

SECONDS = 10.0
PATIENCE = 30.0
"""Seconds on the clock after which a command that waits for ever is killed."""
MEMORY = 1024**3
MEASURE = Path(__file__).with_name("measure.py")
NODE_PART = "xl/worksheets/sheet4.xml"
LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10)
)


@dataclass(frozen=True)
class Ran:
    """What a command said, and what it took. seconds: of the processor, since other tests run beside
    this one. memory: its greatest, in bytes."""

    status: int
    out: str
    err: str
    seconds: float
    memory: int


Attack = tuple[list[object], list[str]]
"""The arguments of `kawal`, and the words of its answer that name the place."""
ATTACKS: list[Callable[[Path], Attack]] = []


def attacks(build: Callable[[Path], Attack]) -> Callable[[Path], Attack]:
    """Enters a function among the attacks; it writes its input into a folder."""
    ATTACKS.append(build)
    return build


def ran(arguments: list[object], folder: Path) -> Ran:
    """The real command, killed where it does not end."""
    command = [sys.executable, "-m", "kawal", *map(str, arguments)]
    measured = [sys.executable, "-S", MEASURE, folder / "took", PATIENCE, *command]
    run = subprocess.run(
        list(map(str, measured)), capture_output=True, text=True, errors="replace", check=False
    )
    status, seconds, memory = (folder / "took").read_text().split()
    return Ran(int(status), run.stdout, run.stderr, float(seconds), int(memory))


def check(path: Path, *more: object) -> list[object]:
    return ["check", path, *more, "--on", "2020-03-02"]


def folder(place: Path) -> Case:
    return FOLDER.lay(place / "masukan")


def grown(path: Path, content: bytes, times: int) -> None:
    """Write the same bytes over and over, without holding them all."""
    with path.open("ab") as file:
        for _ in range(times):
            file.write(content)


# zips


@attacks
def truncated_zip(place: Path) -> Attack:
    case = ZIP.lay(place / "masukan")
    case.path.write_bytes(case.path.read_bytes()[:-100])
    return check(case.path), ["paket.zip", "zip rusak"]


@attacks
def zip_bomb(place: Path) -> Attack:
    case = ZIP.lay(place / "masukan")
    with zipfile.ZipFile(case.path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("datapackage.json", package.files_of(regency())["datapackage.json"])
        with archive.open("region.csv", "w", force_zip64=True) as file:
            for _ in range(2_000):
                file.write(bytes(1024**2))
    return check(case.path), ["paket.zip", "Lebih besar dari 256 MiB"]


@attacks
def zip_that_climbs_out(place: Path) -> Attack:
    case = ZIP.lay(place / "masukan")
    with zipfile.ZipFile(case.path, "w") as archive:
        for name, content in package.files_of(regency()).items():
            archive.writestr(f"../../{name}", content)
    return check(case.path), ["paket.zip", "tidak memuat datapackage.json"]


@attacks
def zip_of_a_million_names(place: Path) -> Attack:
    """The list at the end of a zip is read whole before anything of it can be asked."""
    case = ZIP.lay(place / "masukan")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("datapackage.json", "{}")
    content = packed.getvalue()
    begin, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    entry, count = content[begin:end], 1_000_000
    size = len(entry) * count
    sizes = size.to_bytes(4, "little") + begin.to_bytes(4, "little")
    case.path.write_bytes(content[:begin])
    grown(case.path, entry * 1_000, count // 1_000)
    grown(case.path, content[end : end + 12] + sizes + content[end + 20 :], 1)
    return check(case.path), ["paket.zip", "lebih dari 1000 berkas"]


# packages


@attacks
def million_empty_rows(place: Path) -> Attack:
    case = folder(place)
    grown(case.path / "region.csv", b",,\n" * 1_000, 1_000)
    return check(case.path), ["region.csv", "baris 3", "999.980 baris lain"]


@attacks
def nul_bytes(place: Path) -> Attack:
    case = folder(place)
    (case.path / "node.csv").write_bytes(bytes(50_000_000))
    return check(case.path), ["node.csv", "baris 1"]


@attacks
def latin_1(place: Path) -> Attack:
    case = folder(place)
    grown(case.path / "opd.csv", "99,x,Dinas Café,x,x\n".encode("latin-1"), 1)
    return check(case.path), ["opd.csv, baris 4", "Latin-1"]


@attacks
def cyclic_parents(place: Path) -> Attack:
    """Judged by a rule: the plan can be read, but goes in a circle."""
    case = folder(place)
    sheet = Sheet.at(case.path / "node.csv")
    ids = sheet.column("id")
    for row, above in enumerate(ids[1:] + ids[:1]):
        sheet.rows[row][sheet.heading.index("parent")] = above
    sheet.write()
    return check(case.path), ["Belum dapat dikunci", "INDUK-01"]


@attacks
def link_to_what_never_ends(place: Path) -> Attack:
    case = folder(place)
    (case.path / "node.csv").unlink()
    (case.path / "node.csv").symlink_to("/dev/zero")
    return check(case.path), ["node.csv", "Bukan berkas biasa"]


@attacks
def link_out_of_the_folder(place: Path) -> Attack:
    case = folder(place)
    (place / "luar.csv").write_text("rahasia\nx\n")
    (case.path / "node.csv").unlink()
    (case.path / "node.csv").symlink_to("../../luar.csv")
    return check(case.path), ["node.csv", "Kolom tidak dikenal"]


@attacks
def table_that_is_a_folder(place: Path) -> Attack:
    case = folder(place)
    (case.path / "node.csv").unlink()
    (case.path / "node.csv").mkdir()
    return check(case.path), ["node.csv", "Bukan berkas biasa"]


@attacks
def table_that_is_a_pipe(place: Path) -> Attack:
    case = folder(place)
    (case.path / "node.csv").unlink()
    os.mkfifo(case.path / "node.csv")
    return check(case.path), ["node.csv", "Bukan berkas biasa"]


@attacks
def million_columns(place: Path) -> Attack:
    case = folder(place)
    heading = ",".join(f"k{number}" for number in range(1_000_000))
    (case.path / "node.csv").write_text(f"{heading}\n")
    return check(case.path), ["node.csv, baris 1", "1.000.000 kolom"]


@attacks
def huge_cell(place: Path) -> Attack:
    case = folder(place)
    grown(case.path / "opd.csv", b'99,x,"', 1)
    grown(case.path / "opd.csv", b"x" * 1_000_000, 100)
    grown(case.path / "opd.csv", b'",x,x\n', 1)
    return check(case.path), ["opd.csv, baris 4", "Satu sel terlalu panjang"]


@attacks
def deep_json(place: Path) -> Attack:
    case = folder(place)
    (case.path / "datapackage.json").write_text("[" * 4_000_000)
    return check(case.path), ["datapackage.json", "Bukan JSON yang sah"]


@attacks
def huge_descriptor(place: Path) -> Attack:
    case = folder(place)
    parts = ",".join(["[0]"] * 12_500_000)
    (case.path / "datapackage.json").write_text(f'{{"resources": [{parts}]}}')
    return check(case.path), ["datapackage.json", "Berkas terlalu besar"]


@attacks
def huge_table(place: Path) -> Attack:
    case = folder(place)
    grown(case.path / "node.csv", b"x" * 1_000_000, 300)
    return check(case.path), ["node.csv", "Lebih besar dari 256 MiB"]


@attacks
def one_bomb_among_many_packages(place: Path) -> Attack:
    case = folder(place)
    (case.folder / "bom").mkdir()
    parts = ",".join(["[0]"] * 12_500_000)
    (case.folder / "bom" / "datapackage.json").write_text(f'{{"resources": [{parts}]}}')
    return check(case.folder), ["bom", "Berkas terlalu besar", "2 paket"]


# Parquet


@attacks
def parquet_bomb(place: Path) -> Attack:
    """A few kilobytes that say one word five million times."""
    case = PARQUET.lay(place / "masukan")
    file = case.path / "opd.parquet"
    pl.select(id=pl.repeat("05", 5_000_000)).write_parquet(file)
    vouch(case, file)
    return check(case.path), ["opd.parquet", "5.000.000 baris"]


@attacks
def huge_parquet_descriptor(place: Path) -> Attack:
    case = PARQUET.lay(place / "masukan")
    parts = ",".join(["[0]"] * 12_500_000)
    (case.path / "kawal-parquet.json").write_text(f'{{"files": [{parts}]}}')
    return check(case.path), ["kawal-parquet.json", "Berkas terlalu besar"]


# Excel


@attacks
def billion_laughs(place: Path) -> Attack:
    case = TEMPLATE.lay(place / "masukan")
    doctype = b'?>\n<!DOCTYPE l [<!ENTITY l0 "ha">' + LAUGHS + b"]>"
    with_part(case.path, "xl/sharedStrings.xml", b"?>", doctype)
    return check(case.path), ["isian.xlsx", "definisi XML"]


@attacks
def sheet_of_seventeen_billion_cells(place: Path) -> Attack:
    case = TEMPLATE.lay(place / "masukan")
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with_part(case.path, NODE_PART, b"</sheetData>", corner)
    return check(case.path), ["isian.xlsx, lembar Bagian rencana", "XFD1048576"]


@attacks
def xlsx_bomb(place: Path) -> Attack:
    case = TEMPLATE.lay(place / "masukan")
    with (
        zipfile.ZipFile(case.path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/bom.xml", "w", force_zip64=True) as file,
    ):
        for _ in range(1_000):
            file.write(b" " * 1024**2)
    return check(case.path), ["isian.xlsx", "terlalu besar"]


@attacks
def xlsx_of_a_million_rows(place: Path) -> Attack:
    """Every row filled, in one column of text."""
    case = TEMPLATE.lay(place / "masukan")
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c></row>' % (row, row)
        for row in range(10, 1_000_000)
    )
    with_part(case.path, NODE_PART, b"</sheetData>", rows + b"</sheetData>")
    return check(case.path), ["isian.xlsx"]


@attacks
def xlsx_of_a_million_names(place: Path) -> Attack:
    case = TEMPLATE.lay(place / "masukan")
    content = case.path.read_bytes()
    begin, end = content.index(b"PK\x01\x02"), content.rindex(b"PK\x05\x06")
    entry = content[begin : content.index(b"PK\x01\x02", begin + 4)]
    count = 500_000
    sizes = (len(entry) * count).to_bytes(4, "little") + begin.to_bytes(4, "little")
    case.path.write_bytes(content[:begin])
    grown(case.path, entry * 1_000, count // 1_000)
    grown(case.path, content[end : end + 12] + sizes + content[end + 20 :], 1)
    return check(case.path), ["isian.xlsx"]


# what lies beside, and names


@attacks
def million_rows_of_no_level(place: Path) -> Attack:
    case = SOURCE_FILE.lay(place / "masukan")
    rows = b"".join(b"2021,entah%d,1.02,x,1\n" % number for number in range(1_000))
    grown(case.path, rows, 1_000)
    profile = ["--profile", case.profile]
    return check(case.path, *profile), ["sumber.csv, baris 8", "999.980 baris lain"]


@attacks
def million_wrong_waivers(place: Path) -> Attack:
    case = WAIVER_FILE.lay(place / "masukan")
    row = b"KODE-999,,Bappeda,2021-02-30,x\n"
    grown(case.folder / "paket.waivers.csv", row * 1_000, 1_000)
    return check(case.path), ["paket.waivers.csv", "Lebih dari 100.000 pengecualian"]


@attacks
def many_wrong_waivers(place: Path) -> Attack:
    case = WAIVER_FILE.lay(place / "masukan")
    row = b"KODE-999,,Bappeda,2021-02-30,x\n"
    grown(case.folder / "paket.waivers.csv", row * 990, 100)
    return check(case.path), ["paket.waivers.csv, baris 6", "98.980 baris lain"]


@attacks
def many_wrong_codes(place: Path) -> Attack:
    case = REFERENCE.lay(place / "masukan")
    grown(case.path / "codes.csv", b",entah,,,,,\n" * 1_000, 700)
    plan = FOLDER.lay(place / "rencana")
    words = ["codes.csv, baris 8", "699.980 baris lain"]
    return check(plan.path, "--reference", case.path), words


@attacks
def table_as_large_as_may_be(place: Path) -> Attack:
    """Five million cells, each of them wrong."""
    case = folder(place)
    row = b",".join(b"%d23456789012345678901" % number for number in range(8)) + b"\n"
    grown(case.path / "plan.csv", row * 1_000, 620)
    return check(case.path), ["plan.csv, baris 12", "baris lain"]


@attacks
def many_tables_as_large_as_may_be(place: Path) -> Attack:
    """Each within its bounds, all of them beyond."""
    case = folder(place)
    for sheet in case.path.glob("*.csv"):
        commas = sheet.read_text().partition("\n")[0].count(",")
        grown(sheet, b"x" + b",x" * commas + b"\n", 4_000_000 // (commas + 1) // 2)
    return check(case.path), ["paket", "5.000.000 sel"]


@attacks
def sheet_of_wrong_cells(place: Path) -> Attack:
    case = TEMPLATE.lay(place / "masukan")
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>%d</v></c><c r="M%d" t="inlineStr"><is><t>x</t></is></c></row>'
        % (row, row, row, row)
        for row in range(10, 150_000)
    )
    with_part(case.path, NODE_PART, b"</sheetData>", rows + b"</sheetData>")
    return check(case.path), [
        "isian.xlsx, lembar Bagian rencana, baris 10",
        "sel lain dengan galat serupa",
    ]


@attacks
def profile_that_is_a_pipe(place: Path) -> Attack:
    (place / "masukan").mkdir()
    (place / "masukan" / "a.csv").write_text(SOURCE)
    os.mkfifo(place / "masukan" / "p.toml")
    profile = ["--profile", place / "masukan" / "p.toml"]
    return check(place / "masukan" / "a.csv", *profile), ["p.toml", "Bukan berkas biasa"]


@attacks
def waivers_that_never_end(place: Path) -> Attack:
    case = folder(place)
    (case.folder / "paket.waivers.csv").symlink_to("/dev/zero")
    return check(case.path), ["paket.waivers.csv", "Bukan berkas biasa"]


@attacks
def list_that_is_a_bomb(place: Path) -> Attack:
    case = REFERENCE.lay(place / "masukan")
    files = {each.name: each.read_bytes() for each in case.path.iterdir()}
    files[reference.CODES] += b"\n" * 300_000_000
    (place / "d.zip").write_bytes(package.zipped(files))
    plan = FOLDER.lay(place / "rencana")
    return check(plan.path, "--reference", place / "d.zip"), ["d.zip", "Lebih besar dari 256 MiB"]


@attacks
def name_in_no_encoding(place: Path) -> Attack:
    (place / "masukan").mkdir()
    file = Path(os.fsdecode(os.fsencode(place / "masukan") + b"/renja-\xff.csv"))
    file.write_text("a,b\n1,2\n")
    return check(file), ["renja-", "tidak cocok dengan satu pun profil"]


@attacks
def name_that_steers_the_terminal(place: Path) -> Attack:
    (place / "masukan").mkdir()
    file = place / "masukan" / "a\x1b[2J\n.csv"
    file.write_text("a,b\n1,2\n")
    return check(file), ["a�[2J�.csv", "tidak cocok dengan satu pun profil"]


@pytest.mark.parametrize("build", ATTACKS, ids=lambda each: each.__name__)
def test_an_attack_is_refused_in_words_in_time_and_in_bounds(
    build: Callable[[Path], Attack], tmp_path: Path
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of whoever writes such a file
        arguments, words = build(tmp_path)

    report = tmp_path / "hasil.json"
    run = ran([*arguments, "--json", report], tmp_path)

    said = run.out + run.err
    assert (run.seconds < SECONDS, run.memory < MEMORY) == (True, True), run
    assert run.status in (1, 2, 3)
    assert "Traceback" not in said
    assert "Kawal sendiri yang galat" not in said
    assert WORDS.search(said)
    assert "\x1b" not in said
    written = report.read_text() if report.exists() else ""
    assert bool(written) == (run.status != 2 or "Paket " in run.out)
    assert [word for word in words if word not in said + written] == []


def test_there_are_twenty_attacks() -> None:
    assert len(ATTACKS) >= 20
