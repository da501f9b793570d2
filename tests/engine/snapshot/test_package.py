"""A snapshot on disk: the same bytes each time, a digest that anyone can recompute."""

from __future__ import annotations

import errno
import json
import os
import random
import subprocess
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from frictionless import Package
from hypothesis import given
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


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """A line table and its money, with whatever texts people type."""
    nodes = [
        a_line(key, code=draw(maybe), title=draw(maybe), stated_total=draw(money))
        for key in draw(keys)
    ]
    allocations = [
        {"id": key, "node": draw(st.sampled_from(nodes))["id"], "year": "2021",
         "fund": draw(maybe), "amount": draw(money)}
        for key in draw(keys)
    ]  # fmt: skip
    return snapshot_of(plan=[a_plan()], node=nodes, allocation=allocations)


def test_the_digest_does_not_change_with_the_order_of_tables(small_regency: Snapshot) -> None:
    turned = dict(reversed(small_regency.tables.items()))

    assert package.digest_of(replace(small_regency, tables=turned)) == package.digest_of(
        small_regency
    )


@given(snapshots())
def test_what_is_written_reads_back_and_writes_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, snapshot: Snapshot
) -> None:
    folder = tmp_path_factory.mktemp("paket")
    package.write(snapshot, folder)

    again = package.read(folder)

    assert package.files_of(again) == package.files_of(snapshot)
    for name, frame in snapshot.tables.items():
        assert again.tables[name].equals(frame)


@st.composite
def tables_of_one_column(draw: st.DrawFn) -> Snapshot:
    """Any column that is text and may stand alone, with nulls among its cells."""
    table, column = draw(st.sampled_from([("opd", "name"), ("node", "title"), ("plan", "opd")]))
    cells = draw(st.lists(maybe, max_size=6))
    return snapshot_of(**{table: [{column: cell} for cell in cells] or [{column: None}]})


@given(tables_of_one_column())
def test_a_table_of_one_column_keeps_its_empty_cells(
    tmp_path_factory: pytest.TempPathFactory, snapshot: Snapshot
) -> None:
    folder = tmp_path_factory.mktemp("satu")
    package.write(snapshot, folder)

    assert package.files_of(package.read(folder)) == package.files_of(snapshot)


@given(snapshots(), st.data())
def test_the_digest_changes_with_any_cell(snapshot: Snapshot, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(sorted(snapshot.tables)))
    frame = snapshot.tables[table]
    column = data.draw(st.sampled_from(frame.columns))
    row = data.draw(st.integers(0, frame.height - 1))
    cell = frame[column][row]
    if frame.schema[column] == pl.Int64:
        other: object = (cell or 0) + 1
    else:
        other = not cell if frame.schema[column] == pl.Boolean else f"{cell}x"
    values = frame[column].to_list()
    values[row] = other
    changed = frame.with_columns(pl.Series(column, values, dtype=frame.schema[column]))
    tables = dict(snapshot.tables) | {table: changed}

    assert package.digest_of(
        Snapshot(snapshot.region, snapshot.year, snapshot.sample, snapshot.source, tables)
    ) != package.digest_of(snapshot)


@pytest.mark.parametrize(
    "change", [{"region": "33.27"}, {"year": 2022}, {"sample": False}, {"source": "lain"}]
)
def test_the_digest_changes_with_what_the_package_says_of_itself(change: dict[str, object]) -> None:
    parts = {"region": "33.28", "year": 2021, "sample": True, "source": "uji", "tables": {}}

    assert package.digest_of(Snapshot(**parts)) != package.digest_of(Snapshot(**parts | change))  # type: ignore[arg-type]


def test_the_digest_does_not_change_with_the_order_of_rows_or_columns(
    small_regency: Snapshot, tmp_path: Path
) -> None:
    package.write(small_regency, tmp_path)
    dice = random.Random(1)
    for file in tmp_path.glob("*.csv"):
        frame = pl.read_csv(file, infer_schema=False)
        names = dice.sample(frame.columns, len(frame.columns))
        file.write_text(frame.sample(fraction=1, shuffle=True, seed=1).select(names).write_csv())

    assert package.digest_of(package.read(tmp_path)) == package.digest_of(small_regency)


def test_sha256sum_recomputes_the_digest(small_regency: Snapshot, tmp_path: Path) -> None:
    package.write(small_regency, tmp_path)

    command = "sha256sum datapackage.json *.csv | LC_ALL=C sort | sha256sum"
    run = subprocess.run(
        command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert run.stdout.split()[0] == package.digest_of(small_regency)


def test_a_zip_holds_the_same_bytes_each_time(small_regency: Snapshot, tmp_path: Path) -> None:
    package.write(small_regency, tmp_path / "a.zip")
    package.write(package.read(tmp_path / "a.zip"), tmp_path / "b.zip")

    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_zip_may_have_its_name_in_capitals(small_regency: Snapshot, tmp_path: Path) -> None:
    package.write(small_regency, tmp_path / "a.zip")
    (tmp_path / "a.zip").rename(tmp_path / "A.ZIP")

    assert package.is_package(tmp_path / "A.ZIP")
    assert package.digest_of(package.read(tmp_path / "A.ZIP")) == package.digest_of(small_regency)


@pytest.mark.filterwarnings("ignore")  # a second opinion, not our code
def test_the_reference_implementation_finds_the_package_valid(
    small_regency: Snapshot, tmp_path: Path
) -> None:
    package.write(small_regency, tmp_path)

    report = Package(str(tmp_path / "datapackage.json")).validate()

    assert report.valid, report.flatten(["type", "note"])


def test_a_smaller_package_leaves_no_old_table_behind(
    small_regency: Snapshot, tmp_path: Path
) -> None:
    package.write(small_regency, tmp_path)
    package.write(snapshot_of(plan=[a_plan()]), tmp_path)

    assert {file.name for file in tmp_path.iterdir()} == {"datapackage.json", "plan.csv"}


def test_only_tables_that_the_old_package_listed_are_removed(tmp_path: Path) -> None:
    package.write(snapshot_of(plan=[a_plan()], node=[a_line()]), tmp_path)
    (tmp_path / "indicator.csv").write_text("milik orang lain")
    (tmp_path / "README.md").write_text("catatan")
    package.write(snapshot_of(plan=[a_plan()]), tmp_path)

    assert {file.name for file in tmp_path.iterdir()} == {
        "datapackage.json", "plan.csv", "indicator.csv", "README.md",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["paket", "paket.zip"])
def test_a_full_disk_leaves_the_old_package_whole(
    small_regency: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    package.write(small_regency, tmp_path / name)
    before = package.digest_of(package.read(tmp_path / name))
    names = {file.name for file in tmp_path.rglob("*")}
    left = iter([None] if name == "paket" else [])  # the table fits, its descriptor does not

    def full(_: int) -> None:
        if next(left, "full") == "full":
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        package.write(snapshot_of(plan=[a_plan()]), tmp_path / name)

    assert package.digest_of(package.read(tmp_path / name)) == before
    assert {file.name for file in tmp_path.rglob("*")} == names


@pytest.mark.parametrize("name", ["paket.ZIP", "Paket.Zip"])
def test_a_zip_may_be_named_in_capitals(small_regency: Snapshot, tmp_path: Path, name: str) -> None:
    package.write(small_regency, tmp_path / name)

    assert zipfile.is_zipfile(tmp_path / name)
    assert package.is_package(tmp_path / name)
    assert package.digest_of(package.read(tmp_path / name)) == package.digest_of(small_regency)


def test_what_lies_beside_a_package_bears_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "tegal" / "dalam"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)

    assert package.beside(Path("x/a.ZIP"), "waivers.csv") == Path("x/a.waivers.csv")
    assert package.beside(Path("."), "waivers.csv") == tmp_path / "tegal" / "dalam.waivers.csv"
    assert package.beside(Path(".."), "waivers.csv") == tmp_path / "tegal.waivers.csv"
    assert package.beside(Path("/"), "waivers.csv") == Path("/.waivers.csv")


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
