"""A snapshot on disk: the same bytes each time, a digest that anyone can recompute."""

from __future__ import annotations

import errno
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

from kawal.engine.snapshot import Snapshot, package
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
