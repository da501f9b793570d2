"""A snapshot as Parquet: the same snapshot, the same digest; what is damaged or foreign is refused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings

from kawal.engine.readers import read_paths
from kawal.engine.shared.errors import UnusableInput
from kawal.engine.snapshot import Snapshot, package, parquet
from kawal.engine.snapshot.schema import DECIMAL
from tests.engine.snapshot.test_package import snapshots
from tests.factories import a_line, a_plan, snapshot_of


@settings(max_examples=50)
@given(snapshots())
def test_what_is_written_reads_back_with_the_same_digest(
    tmp_path_factory: pytest.TempPathFactory, snapshot: Snapshot
) -> None:
    folder = tmp_path_factory.mktemp("parquet")
    parquet.write(snapshot, folder)

    again = parquet.read(folder)

    assert package.files_of(again) == package.files_of(snapshot)
    for name, frame in snapshot.tables.items():
        assert again.tables[name].equals(frame)


def test_every_kind_of_column_reads_back(tmp_path: Path, small_regency: Snapshot) -> None:
    parquet.write(small_regency, tmp_path)

    again = parquet.read(tmp_path)

    assert package.digest_of(again) == package.digest_of(small_regency)
    assert again.tables["plan"].schema["locked_on"] == pl.Date
    assert (again.region, again.year, again.sample, again.source) == (
        small_regency.region, small_regency.year, small_regency.sample, small_regency.source,
    )  # fmt: skip


def test_readers_recognise_the_folder(tmp_path: Path, small_regency: Snapshot) -> None:
    parquet.write(small_regency, tmp_path / "p")

    digest = package.digest_of(read_paths([tmp_path / "p"]).snapshot)

    assert digest == package.digest_of(small_regency)


def test_a_smaller_snapshot_leaves_no_old_table_behind(
    tmp_path: Path, small_regency: Snapshot
) -> None:
    parquet.write(small_regency, tmp_path)
    parquet.write(snapshot_of(plan=[a_plan()]), tmp_path)

    assert {file.name for file in tmp_path.iterdir()} == {"kawal-parquet.json", "plan.parquet"}


def a_folder(tmp_path: Path) -> Path:
    parquet.write(snapshot_of(plan=[a_plan()], node=[a_line()]), tmp_path)
    return tmp_path


def rewritten(folder: Path, table: str, change: Callable[[pl.DataFrame], pl.DataFrame]) -> Path:
    """The folder with another table, as another program would write it: the sums agree."""
    file = folder / f"{table}.parquet"
    change(pl.read_parquet(file)).write_parquet(file)
    return vouched(folder, file.name)


def vouched(folder: Path, name: str) -> Path:
    descriptor = json.loads((folder / "kawal-parquet.json").read_text())
    descriptor["files"][name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    (folder / "kawal-parquet.json").write_text(json.dumps(descriptor))
    return folder


@pytest.mark.parametrize("place", [0, 10, 200, -1])
def test_a_damaged_file_is_refused_before_it_is_parsed(tmp_path: Path, place: int) -> None:
    file = a_folder(tmp_path) / "node.parquet"
    content = bytearray(file.read_bytes())
    content[place] ^= 0xFF
    file.write_bytes(content)

    with pytest.raises(UnusableInput, match=r"node\.parquet: Berkas rusak atau diubah"):
        parquet.read(tmp_path)


def test_a_file_that_is_no_parquet_is_refused(tmp_path: Path) -> None:
    (a_folder(tmp_path) / "node.parquet").write_text("id,plan\n")

    with pytest.raises(UnusableInput, match="Bukan Parquet yang sah"):
        parquet.read(vouched(tmp_path, "node.parquet"))


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    (a_folder(tmp_path) / "node.parquet").unlink()

    with pytest.raises(UnusableInput, match=r"node\.parquet: Berkas tabel tidak ada"):
        parquet.read(tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda frame: frame.rename({"title": "titel"}), 'Maksud Anda "title"'),
        (lambda frame: frame.with_columns(code=pl.lit(1)), "Tipe kolom Int32, seharusnya String"),
        (lambda frame: frame.with_columns(stated_total=pl.lit(1.5)), "Tipe kolom Float64"),
        (lambda frame: frame.with_columns(title=pl.lit(" ")), "tidak dalam bentuk baku"),
        (lambda frame: frame.with_columns(title=pl.lit("–")), "tidak dalam bentuk baku"),
        (lambda frame: frame.with_columns(title=pl.lit("a\r\nb")), "tidak dalam bentuk baku"),
        (lambda frame: frame.with_columns(title=pl.lit("e\u0301")), "tidak dalam bentuk baku"),
        (lambda frame: frame.with_columns(level=pl.lit("subkegiatan")), "tidak dalam bentuk baku"),
        (lambda frame: pl.concat([frame, frame]), "muncul 2 kali"),
        (lambda frame: frame.with_columns(plan=pl.lit("tiada")), "Rujukan tidak ditemukan"),
        (lambda frame: frame.with_columns(opd=pl.lit(None, pl.String)), "tidak boleh kosong"),
    ],
)
def test_what_a_snapshot_cannot_hold_is_refused(
    tmp_path: Path, change: Callable[[pl.DataFrame], pl.DataFrame], message: str
) -> None:
    with pytest.raises(UnusableInput, match=message):
        parquet.read(rewritten(a_folder(tmp_path), "node", change))


@pytest.mark.parametrize(
    "change",
    [
        lambda frame: frame.with_columns(first_year=pl.lit(10**9, pl.Int64)),
        lambda frame: frame.with_columns(first_year=pl.lit(-(2**63), pl.Int64)),
        lambda frame: frame.with_columns(locked_on=pl.lit(date(1, 1, 1)).dt.offset_by("-2y")),
        lambda frame: frame.with_columns(locked_on=pl.lit(2**31 - 1, pl.Int32).cast(pl.Date)),
        lambda frame: frame.with_columns(locked_on=pl.lit(-(2**31), pl.Int32).cast(pl.Date)),
    ],
)
def test_a_number_or_day_beyond_a_csv_is_refused(
    tmp_path: Path, change: Callable[[pl.DataFrame], pl.DataFrame]
) -> None:
    with pytest.raises(UnusableInput, match=r"plan\.parquet"):
        parquet.read(rewritten(a_folder(tmp_path), "plan", change))


def test_money_beyond_any_regency_is_refused(tmp_path: Path) -> None:
    huge = pl.lit(5 * 10**16, pl.Int64)

    with pytest.raises(UnusableInput, match=r"node\.parquet, kolom stated_total"):
        parquet.read(
            rewritten(a_folder(tmp_path), "node", lambda each: each.with_columns(stated_total=huge))
        )


def test_a_decimal_beyond_a_csv_is_refused(tmp_path: Path, small_regency: Snapshot) -> None:
    parquet.write(small_regency, tmp_path)
    huge = pl.lit(Decimal(10**28), DECIMAL)

    with pytest.raises(UnusableInput, match=r"target\.parquet, kolom value"):
        parquet.read(rewritten(tmp_path, "target", lambda each: each.with_columns(value=huge)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "Bukan JSON yang sah"),
        ("[]", 'Bagian "kawal" tidak ada'),
        ('{"kawal": {"version": 9}}', "Versi bentuk harus 1"),
        ('{"kawal": {"version": 1, "region": null, "year": 2021, "sample": true, "source": ""}}',
         '"files" harus daftar berkas'),
    ],
)  # fmt: skip
def test_a_descriptor_that_says_nonsense_is_refused(
    tmp_path: Path, text: str, message: str
) -> None:
    (a_folder(tmp_path) / "kawal-parquet.json").write_text(text)

    with pytest.raises(UnusableInput, match=message):
        parquet.read(tmp_path)


@pytest.mark.parametrize("name", ["../node.parquet", "nodes.parquet", "node.csv", "/etc/passwd"])
def test_a_file_that_is_no_table_is_not_opened(tmp_path: Path, name: str) -> None:
    descriptor = json.loads((a_folder(tmp_path) / "kawal-parquet.json").read_text())
    descriptor["files"][name] = "0" * 64
    (tmp_path / "kawal-parquet.json").write_text(json.dumps(descriptor))

    with pytest.raises(UnusableInput, match="Tabel tidak dikenal"):
        parquet.read(tmp_path)
