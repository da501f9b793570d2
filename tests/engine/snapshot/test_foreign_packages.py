"""Packages that others made, or broke: what is refused, and how it is told."""

from __future__ import annotations

import json
import os
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import strategies as st

from kawal.engine.shared.errors import UnusableInput
from kawal.engine.snapshot import Snapshot, container, package
from tests.factories import a_line, a_plan, snapshot_of

text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
maybe = st.none() | text
money = st.none() | st.integers(-(10**13), 10**13).map(lambda sen: f"{Decimal(sen) / 100:.2f}")
keys = st.lists(
    st.text("abcABC=/.-é 123", min_size=1, max_size=6)
    .map(str.strip).filter(lambda key: key.strip("-–—")),
    min_size=1, max_size=6, unique=True,
)  # fmt: skip


@pytest.mark.parametrize("name", ["paket", "paket.zip"])
def test_the_descriptor_of_an_earlier_package_is_found(tmp_path: Path, name: str) -> None:
    package.write(snapshot_of(plan=[a_plan()]), tmp_path / name)
    earlier = package.descriptor_at(tmp_path / name)

    assert earlier is not None
    assert earlier["kawal"]["region"] == "33.28"


@pytest.mark.parametrize("content", ["{}", "[]", "x", '{"kawal": {"version": 9}}'])
def test_what_is_no_package_of_kawal_has_no_descriptor(tmp_path: Path, content: str) -> None:
    (tmp_path / "datapackage.json").write_text(content)
    (tmp_path / "a.zip").write_text(content)

    assert package.descriptor_at(tmp_path) is None
    assert package.descriptor_at(tmp_path / "a.zip") is None
    assert package.descriptor_at(tmp_path / "tiada") is None


def broken(tmp_path: Path, **changes: object) -> Path:
    """A package folder with a changed descriptor."""
    package.write(snapshot_of(plan=[a_plan()], node=[a_line()]), tmp_path)
    file = tmp_path / "datapackage.json"
    content = json.loads(file.read_text())
    content["kawal"] |= changes
    file.write_text(json.dumps(content))
    return tmp_path


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"version": 9}, "Versi bentuk harus 1"),
        ({"version": True}, "Versi bentuk harus 1, tertulis true"),
        ({"version": 1.0}, r"Versi bentuk harus 1, tertulis 1\.0"),
        ({"year": "2021"}, '"year" harus tahun'),
        ({"year": True}, '"year" harus tahun'),
        ({"region": 3328}, '"region" harus kode wilayah'),
        ({"sample": "ya"}, '"sample" harus true atau false'),
        ({"source": None}, '"source" harus teks'),
    ],
)
def test_a_descriptor_that_says_nonsense_is_refused(
    tmp_path: Path, changes: dict[str, object], message: str
) -> None:
    with pytest.raises(UnusableInput, match=message):
        package.read(broken(tmp_path, **changes))


def test_a_package_cannot_reach_outside_itself(tmp_path: Path) -> None:
    folder = broken(tmp_path)
    file = folder / "datapackage.json"
    file.write_text(file.read_text().replace("plan.csv", "../plan.csv"))

    with pytest.raises(UnusableInput, match="nama biasa di dalam paket itu sendiri"):
        package.read(folder)


def test_a_listed_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    folder = broken(tmp_path)
    (folder / "node.csv").unlink()

    with pytest.raises(UnusableInput, match=r"node\.csv.*Berkas tabel tidak ada"):
        package.read(folder)


@pytest.mark.parametrize("name", ["ceiling.csv", "Ceiling.CSV"])
def test_a_table_that_lies_there_but_is_not_listed_is_named_with_the_mend(
    tmp_path: Path, name: str
) -> None:
    folder = broken(tmp_path / "p")
    (folder / name).write_text("opd,year,stage,fund,amount\n")
    (folder / "catatan.csv").write_text("bukan tabel")

    with pytest.raises(UnusableInput, match="tidak disebut dalam datapackage") as refusal:
        package.read(folder)
    (problem,) = refusal.value.problems
    assert problem.file == f"{folder}/{name}"
    assert "resources" in problem.fix

    with pytest.raises(UnusableInput, match="tidak disebut dalam datapackage"):
        package.read(zipped(folder, tmp_path / "p.zip"))


def test_a_name_that_stands_twice_in_the_descriptor_is_refused(tmp_path: Path) -> None:
    file = broken(tmp_path) / "datapackage.json"
    file.write_text(file.read_text().replace('"year": 2021', '"year": 2021, "year": 2022'))

    with pytest.raises(UnusableInput, match='Nama "year" ditulis dua kali'):
        package.read(tmp_path)


def zipped(folder: Path, file: Path, within: str = "", **beside: str) -> Path:
    """A zip of the folder's files, each name after `within`; beside: further files by name."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in sorted(folder.iterdir()):
            archive.writestr(within + each.name, each.read_bytes())
        for name, content in beside.items():
            archive.writestr(name, content)
    return file


def test_a_zip_of_a_folder_is_read_like_the_folder(small_regency: Snapshot, tmp_path: Path) -> None:
    package.write(small_regency, tmp_path / "p")
    macos = {"__MACOSX/Renja 2021/._plan.csv": "x", "Renja 2021/": "", "Renja 2021/.DS_Store": "x"}
    file = zipped(tmp_path / "p", tmp_path / "p.zip", "Renja 2021/", **macos)

    assert package.digest_of(package.read(file)) == package.digest_of(small_regency)


@pytest.mark.parametrize(
    ("within", "beside", "message"),
    [
        ("a/", {"b/datapackage.json": "{}"}, "memuat 2 paket data: a/, b/"),
        ("a/", {"catatan.txt": ""}, "berkas lain di luarnya"),
        ("a/b/", {}, "tidak memuat datapackage"),
        ("../", {}, "tidak memuat datapackage"),
        ("/", {}, "tidak memuat datapackage"),
    ],
)
def test_a_zip_holds_one_package_in_one_folder_of_its_own(
    tmp_path: Path, within: str, beside: dict[str, str], message: str
) -> None:
    folder = broken(tmp_path / "p")

    with pytest.raises(UnusableInput, match=message):
        package.read(zipped(folder, tmp_path / "p.zip", within, **beside))


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_all_files_of_a_package_together_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    folder = broken(tmp_path / "p")
    sizes = [file.stat().st_size for file in folder.iterdir()]
    path = folder if form == "folder" else zipped(folder, tmp_path / "p.zip")
    monkeypatch.setattr(container, "LARGEST", sum(sizes))
    assert package.read(path)

    monkeypatch.setattr(container, "LARGEST", sum(sizes) - 1)
    with pytest.raises(UnusableInput, match="Lebih besar dari"):
        package.read(path)


def test_a_zip_that_unfolds_a_thousandfold_is_refused_before_it_does(tmp_path: Path) -> None:
    folder = broken(tmp_path / "p")
    file = tmp_path / "bom.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.write(folder / "datapackage.json", "datapackage.json")
        archive.write(folder / "plan.csv", "plan.csv")
        with archive.open("node.csv", "w") as member:
            for _ in range(257):
                member.write(b"\n" * 1024**2)

    with pytest.raises(UnusableInput, match="Lebih besar dari 256 MiB"):
        package.read(file)


def test_a_zip_of_files_without_end_is_refused(tmp_path: Path) -> None:
    folder = broken(tmp_path / "p")
    many = {f"x{number}": "" for number in range(1001)}

    with pytest.raises(UnusableInput, match="lebih dari 1000 berkas"):
        package.read(zipped(folder, tmp_path / "p.zip", **many))


def test_a_million_empty_rows_are_refused_or_read_in_a_moment(tmp_path: Path) -> None:
    folder = broken(tmp_path)
    with (folder / "node.csv").open("a") as file:
        file.write("\n" * 2**20)

    with pytest.raises(UnusableInput, match=r"Lebih dari 1\.048\.576 baris"):
        package.read(folder)


def test_a_pipe_among_the_files_of_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    folder = broken(tmp_path)
    (folder / "node.csv").unlink()
    os.mkfifo(folder / "node.csv")

    with pytest.raises(UnusableInput, match="Bukan berkas biasa"):
        package.read(folder)


def test_a_file_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "paket.zip"
    file.write_bytes(b"bukan zip")

    with pytest.raises(UnusableInput, match="bukan zip"):
        package.read(file)


def test_a_zip_without_a_descriptor_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "paket.zip", "w") as archive:
        archive.writestr("lain.txt", "x")

    with pytest.raises(UnusableInput, match=r"tidak memuat datapackage\.json"):
        package.read(tmp_path / "paket.zip")


def damaged(content: bytes, at: bytes, offset: int, change: int) -> bytes:
    """Zip bytes with one byte changed after each header that begins with `at`."""
    data = bytearray(content)
    place = data.find(at)
    while place >= 0:
        data[place + offset] ^= change
        place = data.find(at, place + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("at", "offset", "change"),
    [
        (b"PK\x01\x02", 8, 1),  # says that it is encrypted
        (b"PK\x01\x02", 10, 97),  # packed by a method that there is not
        (b"PK\x03\x04", 60, 0xFF),  # damaged inside
        (b"PK\x05\x06", 18, 0xFF),  # says that its list begins before the file does
    ],
)
def test_a_zip_that_cannot_be_unpacked_is_refused(
    tmp_path: Path, small_regency: Snapshot, at: bytes, offset: int, change: int
) -> None:
    file = tmp_path / "paket.zip"
    package.write(small_regency, file)
    file.write_bytes(damaged(file.read_bytes(), at, offset, change))

    with pytest.raises(UnusableInput, match="zip rusak"):
        package.read(file)


def test_half_a_character_in_the_descriptor_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="karakter yang tidak sah"):
        package.read(broken(tmp_path, source="\ud800"))


@pytest.mark.parametrize("path", ["/etc/passwd", "..", "a\\b.csv", "a\0b", "x" * 300, ""])
def test_a_file_of_the_package_has_a_plain_name(tmp_path: Path, path: str) -> None:
    folder = broken(tmp_path)
    file = folder / "datapackage.json"
    content = json.loads(file.read_text())
    content["resources"][0]["path"] = path
    file.write_text(json.dumps(content))

    with pytest.raises(UnusableInput, match="nama biasa"):
        package.read(folder)
