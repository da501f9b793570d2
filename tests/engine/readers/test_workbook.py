"""Excel files from anyone: broken, locked, swollen or hostile, they are refused in words, in time."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from kawal.engine.readers import workbook
from kawal.engine.readers.template.read import read_template
from kawal.engine.readers.template.write import template
from kawal.engine.readers.workbook import Workbook
from kawal.engine.shared.errors import UnusableInput
from kawal.engine.snapshot import Snapshot
from tests.engine.readers.excel import filled, with_part

GIB = 1024**3
NODE_SHEET = "xl/worksheets/sheet4.xml"
BODY = b"<sheetData>"


def read_all(content: bytes) -> None:
    book = Workbook(content, "r.xlsx")
    for name in book.names:
        book.sheet(name)


def refusal_of(content: bytes) -> str:
    with pytest.raises(UnusableInput) as refusal:
        read_all(content)
    return str(refusal.value)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return filled(tmp_path / "r.xlsx")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a,b\n1,2\n", b"\x00" * 5000])
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    assert "rusak atau bukan berkas .xlsx" in refusal_of(content)


def test_a_truncated_file_is_refused_wherever_it_ends(sound: Path) -> None:
    content = sound.read_bytes()
    for end in range(0, len(content), 997):
        assert "rusak" in refusal_of(content[:end])


def test_a_file_that_lost_bytes_on_the_way_is_refused(sound: Path) -> None:
    content = sound.read_bytes()
    for place in range(0, len(content), 997):
        assert "rusak" in refusal_of(content[:place] + content[place + 3 :])


def test_a_zip_of_something_else_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")

    assert "rusak atau bukan berkas .xlsx" in refusal_of(packed.getvalue())


def test_a_file_behind_a_password_is_told_from_an_old_one() -> None:
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)

    assert "bentuk lama (.xls)" in refusal_of(old)
    assert "terkunci sandi" in refusal_of(old + "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.parametrize("part", [NODE_SHEET, "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_a_document_type_is_refused_before_it_can_laugh(sound: Path, part: str) -> None:
    laughs = b"".join(
        b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10)
    )
    doctype = b'?>\n<!DOCTYPE l [<!ENTITY l0 "ha">' + laughs + b"]>"
    with_part(sound, part, b"?>", doctype)

    assert "definisi XML" in refusal_of(sound.read_bytes())


def test_a_zip_bomb_is_refused_before_it_unfolds(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_part(sound, NODE_SHEET, BODY, b" " * 2_000_000 + BODY)
    monkeypatch.setattr(workbook, "LARGEST_UNPACKED", 1_000_000)

    assert "terlalu besar" in refusal_of(sound.read_bytes())


def test_a_part_that_lies_about_its_size_is_refused(sound: Path) -> None:
    with_part(sound, NODE_SHEET, BODY, b" " * 100_000 + BODY)
    content = bytearray(sound.read_bytes())
    with zipfile.ZipFile(sound) as archive:
        size = archive.getinfo(NODE_SHEET).file_size.to_bytes(4, "little")
    entry = content.rindex(NODE_SHEET.encode())
    place = content.rindex(size, 0, entry)
    content[place : place + 4] = (1000).to_bytes(4, "little")

    assert "rusak" in refusal_of(bytes(content))


def test_a_far_corner_is_refused_before_the_space_between_is_filled(sound: Path) -> None:
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with_part(sound, NODE_SHEET, b"</sheetData>", corner)

    assert "Lembar terisi sampai XFD1048576" in refusal_of(sound.read_bytes())


def test_a_used_range_that_is_only_claimed_does_no_harm(sound: Path) -> None:
    with_part(sound, NODE_SHEET, b'ref="A1:', b'ref="A1:XFD1048576" was="')

    assert read_template(sound).snapshot.frame("node").height == 2


def test_cells_that_do_not_say_their_place_are_counted(sound: Path) -> None:
    row = b'<row><c t="inlineStr"><is><t>x</t></is></c><c/><c><f>1+1</f><v>2</v></c></row>'
    with_part(sound, NODE_SHEET, b"</sheetData>", row + b"</sheetData>")

    sheet = Workbook(sound.read_bytes(), "r.xlsx").sheet("Bagian rencana")

    assert sheet.rows[3][:3] == ["x", "", 2.0]
    assert sheet.scan.formulas == {(3, 2): "1+1"}


def test_a_formula_is_seen_whatever_prefix_its_element_has(sound: Path) -> None:
    row = b'<x:row r="4" xmlns:x="u"><x:c r="C4"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row>'
    with_part(sound, NODE_SHEET, b"</sheetData>", row + b"</sheetData>")

    assert Workbook(sound.read_bytes(), "r.xlsx").sheet("Bagian rencana").scan.formulas == {
        (3, 2): "1+1"
    }


def test_a_part_that_wants_out_of_its_folder_is_never_unpacked(sound: Path) -> None:
    with zipfile.ZipFile(sound, "a") as archive:
        archive.writestr("../../jahat.xml", "<a/>")

    assert read_template(sound).snapshot.carries("node")
    assert not list(sound.parent.parent.parent.glob("jahat.xml"))


def test_two_sheets_of_one_name_are_refused(sound: Path) -> None:
    with_part(sound, "xl/workbook.xml", b'name="Target"', b'name="Bagian rencana"')

    assert "Dua lembar bernama sama" in refusal_of(sound.read_bytes())


def test_a_sheet_without_its_part_is_refused(sound: Path) -> None:
    with_part(sound, "xl/_rels/workbook.xml.rels", b"sheet4.xml", b"sheet9.xml")

    assert "lembar Bagian rencana: Isi lembar tidak ditemukan" in refusal_of(sound.read_bytes())


def test_any_damage_is_either_harmless_or_refused_in_words(small_regency: Snapshot) -> None:
    """Bytes of the XML are changed; what calamine or expat make of that never gets through raw."""
    dice = random.Random(5)
    with zipfile.ZipFile(io.BytesIO(template(small_regency))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(150):
        name = dice.choice(["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet6.xml",
                            "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"])  # fmt: skip
        content = bytearray(parts[name])
        for _ in range(dice.randint(1, 4)):
            place = dice.randrange(len(content))
            content[place : place + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for each, own in parts.items():
                archive.writestr(each, bytes(content) if each == name else own)
        with suppress(UnusableInput):
            read_all(packed.getvalue())


# --- as real commands, within ten seconds of work and 1 GiB ------------------------------------


MEASURED = """
import re, sys, time
from kawal.front.cli.main import main

status = main(["check", *sys.argv[1:], "--min-coverage", "0"])
peak = re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())
print(time.process_time(), peak[1], file=sys.stderr)
sys.exit(status)
"""


def hostile(kind: str, file: Path) -> Path:
    filled(file)
    if kind == "rows":
        rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % row for row in range(9, 10**6))
        return with_part(file, NODE_SHEET, b"</sheetData>", rows + b"</sheetData>")
    if kind == "cells":
        rows = b"".join(
            b'<row r="%d"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (row, row, row)
            for row in range(9, 10**6)
        )
        return with_part(file, NODE_SHEET, b"</sheetData>", rows + b"</sheetData>")
    if kind == "values":
        rows = b"<row>" + b"<c><v>1</v></c>" * 5_000_000 + b"</row>"
        return with_part(file, NODE_SHEET, b"</sheetData>", rows + b"</sheetData>")
    if kind == "strings":
        many = b"<si><t>a</t></si>" * 5_000_000
        return with_part(file, "xl/sharedStrings.xml", b"</sst>", many + b"</sst>")
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/bom.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(1024):
            part.write(bytes(1024 * 1024))
    return file


@pytest.mark.parametrize("kind", ["rows", "cells", "values", "strings", "bomb"])
def test_a_hostile_file_costs_no_more_than_ten_seconds_and_a_gibibyte(
    kind: str, tmp_path: Path
) -> None:
    file = hostile(kind, tmp_path / "r.xlsx")

    run = subprocess.run(
        [sys.executable, "-c", MEASURED, file], capture_output=True, text=True, check=False
    )
    seconds, kibibytes = run.stderr.splitlines()[-1].split()

    assert run.returncode in (0, 1, 2)
    assert "Traceback" not in run.stderr
    assert float(seconds) < 10
    assert int(kibibytes) * 1024 < GIB
