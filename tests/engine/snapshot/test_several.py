"""Packages read at once: each as it is read alone, and one that is wrong touches none beside it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from kawal.engine.generator.faults import plant
from kawal.engine.generator.regency import sample_regency
from kawal.engine.shared.errors import UnusableInput
from kawal.engine.snapshot import Snapshot, package, several
from kawal.engine.snapshot.several import read_several
from tests.odd_packages import BAD, ODD_YET_SOUND

GOOD = ("a", "b", "c")
SOUND = (*GOOD, "d.zip")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three sound packages, one of them with faults that only rules find, and a zip."""
    folder = tmp_path_factory.mktemp("paket")
    for number, name in enumerate(GOOD):
        package.write(sample_regency(opd=3 + number, seed=number), folder / name)
    plant(folder / "b", faults=20, seed=1)
    package.write(sample_regency(opd=4, seed=7), folder / "d.zip")
    return folder


def read(*paths: Path) -> dict[str, Snapshot]:
    """What was read at once, by name."""
    return {
        path.name: snapshot
        for each in read_several(paths)
        for path, snapshot in zip(each.paths, each.together.snapshots, strict=True)
    }


def assert_as_alone(found: Snapshot, path: Path) -> None:
    alone = package.read(path)
    assert (found.region, found.year, found.sample, found.source) == (
        alone.region, alone.year, alone.sample, alone.source,
    )  # fmt: skip
    assert [*found.tables] == [*alone.tables]
    for name, frame in alone.tables.items():
        assert_frame_equal(found.tables[name], frame)
    assert package.files_of(found) == package.files_of(alone)


def test_each_is_read_as_it_is_alone(packages: Path) -> None:
    paths = [packages / name for name in SOUND]
    (group,) = read_several(paths)

    assert group.paths == tuple(paths)
    for path, snapshot in zip(paths, group.together.snapshots, strict=True):
        assert_as_alone(snapshot, path)


def test_the_rows_of_all_are_those_of_each(packages: Path) -> None:
    (group,) = read_several([packages / name for name in SOUND])
    together = group.together

    for name in together.snapshots[0].tables:
        starts = [*together.starts(name), together.rows(name).height]
        for at, end, own in zip(starts[:-1], starts[1:], together.snapshots, strict=True):
            assert_frame_equal(together.rows(name)[at:end], own.frame(name))


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_bad_one_is_left_to_say_alone_what_is_wrong_and_the_others_are_read(
    packages: Path, tmp_path: Path, kind: str, place: int
) -> None:
    bad = tmp_path / "rusak"
    shutil.copytree(packages / "a", bad)
    BAD[kind](bad)
    paths = [packages / name for name in GOOD]
    paths.insert(place, bad)

    found = read(*paths)

    with pytest.raises((UnusableInput, OSError)):
        package.read(bad)
    assert found.keys() == {*GOOD}
    for name in GOOD:
        assert_as_alone(found[name], packages / name)


@pytest.mark.parametrize("kind", ODD_YET_SOUND)
def test_an_odd_one_is_read_as_it_is_alone_or_left(
    packages: Path, tmp_path: Path, kind: str
) -> None:
    odd = tmp_path / "janggal"
    shutil.copytree(packages / "a", odd)
    ODD_YET_SOUND[kind](odd)

    found = read(packages / "a", odd, packages / "c")

    assert package.read(odd)
    assert found.keys() >= {"a", "c"}
    for name, snapshot in found.items():
        assert_as_alone(snapshot, odd if name == odd.name else packages / name)


def test_a_cell_of_several_lines_keeps_no_package_from_the_others(
    packages: Path, tmp_path: Path
) -> None:
    odd = tmp_path / "janggal"
    snapshot = package.read(packages / "a")
    name = 'baris satu\nbaris dua, "petik"'
    units = snapshot.tables["unit"].with_columns(name=pl.lit(name))
    package.write(replace(snapshot, tables={**snapshot.tables, "unit": units}), odd)

    assert read(packages / "b", odd).keys() == {"b", "janggal"}
    assert_as_alone(read(packages / "b", odd)["janggal"], odd)


def test_more_than_fits_into_memory_is_left_to_be_read_alone(
    packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = sum(file.stat().st_size for file in (packages / "a").glob("*.csv"))
    monkeypatch.setattr(several, "MOST_BYTES", size)

    assert read(packages / "a", packages / "b").keys() == {"a"}


def test_more_cells_than_a_package_may_have_are_too_many_here_too(
    packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = {
        name: sum(
            each.width * each.height for each in package.read(packages / name).tables.values()
        )
        for name in GOOD
    }
    monkeypatch.setattr(several, "MOST_CELLS", cells["b"])

    assert read(*(packages / name for name in GOOD)).keys() == {
        name for name in GOOD if cells[name] <= cells["b"]
    }


def test_nothing_is_read_of_nothing(tmp_path: Path) -> None:
    assert read_several([]) == read_several([tmp_path, tmp_path / "tidak-ada"]) == []
