"""Several inputs of one regency are one snapshot; two regencies are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kawal.engine.readers import read_paths
from kawal.engine.shared.errors import UnusableInput
from kawal.engine.snapshot import Snapshot, package
from tests.factories import a_line, a_plan, snapshot_of


def on_disk(folder: Path, name: str, snapshot: Snapshot) -> Path:
    package.write(snapshot, folder / name)
    return folder / name


def test_a_regency_cut_into_two_packages_is_whole_again(
    small_regency: Snapshot, tmp_path: Path
) -> None:
    def part(*names: str) -> Snapshot:
        tables = {name: small_regency.tables[name] for name in names}
        return Snapshot("33.28", 2021, True, small_regency.source, tables)

    names = list(small_regency.tables)
    paths = [
        on_disk(tmp_path, "a", part(*names[:5])),
        on_disk(tmp_path, "b.zip", part(*names[4:])),
    ]
    combined = read_paths(paths).snapshot

    assert {name: frame.to_dict() for name, frame in combined.tables.items()}.keys() == set(names)
    for name in names:
        assert combined.tables[name].equals(small_regency.tables[name])


def test_two_regencies_are_refused_by_name(tmp_path: Path) -> None:
    paths = [
        on_disk(tmp_path, "kabupaten", snapshot_of(plan=[a_plan("r")])),
        on_disk(tmp_path, "kota", snapshot_of(region="33.76", plan=[a_plan("s")])),
    ]

    with pytest.raises(UnusableInput, match=r"kabupaten \(33\.28\), kota \(33\.76\)"):
        read_paths(paths)


def test_an_input_without_a_region_takes_that_of_the_others(tmp_path: Path) -> None:
    paths = [
        on_disk(tmp_path, "a", snapshot_of(region=None, plan=[a_plan("r")])),
        on_disk(tmp_path, "b", snapshot_of(plan=[a_plan("s", opd="06")])),
    ]

    assert read_paths(paths).snapshot.region == "33.28"


def test_one_key_with_two_contents_is_refused(tmp_path: Path) -> None:
    paths = [
        on_disk(tmp_path, "a", snapshot_of(plan=[a_plan()], node=[a_line(title="A")])),
        on_disk(tmp_path, "b", snapshot_of(plan=[a_plan()], node=[a_line(title="B")])),
    ]

    with pytest.raises(UnusableInput, match="Kunci tabel Bagian rencana muncul 2 kali"):
        read_paths(paths)


def test_a_column_that_one_input_never_had_does_not_look_as_if_it_were_left_empty(
    tmp_path: Path,
) -> None:
    bare = {key: value for key, value in a_line("m", code="x").items() if key != "parent"}
    paths = [
        on_disk(tmp_path, "a", snapshot_of(plan=[a_plan()], node=[a_line(parent="k")])),
        on_disk(tmp_path, "b", snapshot_of(plan=[a_plan()], node=[bare])),
    ]

    assert not read_paths(paths).snapshot.carries("node", "parent")


def test_a_table_that_one_input_never_had_does_not_look_as_if_it_had_no_rows(
    tmp_path: Path,
) -> None:
    indicator = [{"id": "i", "node": "m", "name": "Jumlah"}]
    paths = [
        on_disk(tmp_path, "a", snapshot_of(plan=[a_plan()], node=[a_line()])),
        on_disk(
            tmp_path,
            "b",
            snapshot_of(
                plan=[a_plan("s", opd="06")],
                node=[a_line("m", plan="s", opd="06")],
                indicator=indicator,
            ),
        ),
    ]

    assert not read_paths(paths).snapshot.carries("indicator")
    assert read_paths(paths[1:]).snapshot.carries("indicator")


def of_office(opd: str, *, money: bool) -> Snapshot:
    """The Renja of one OPD with the RPJMD that it rests on, with or without the table of money."""
    rpjmd = a_plan("rpjmd", kind="rpjmd", opd=None, first_year="2019", last_year="2024")
    programme = a_line("rpjmd-p", plan="rpjmd", level="program", opd=None)
    plan, line = a_plan(f"r{opd}", opd=opd), a_line(f"l{opd}", plan=f"r{opd}", opd=opd)
    rows = [
        {"id": node, "node": node, "year": "2021", "amount": "5.00"}
        for node in ("rpjmd-p", f"l{opd}")
    ]
    tables = {"allocation": rows} if money else {}
    return snapshot_of(plan=[rpjmd, plan], node=[programme, line], **tables)


def test_a_shared_rpjmd_does_not_make_the_money_of_a_renja_known(tmp_path: Path) -> None:
    paths = [
        on_disk(tmp_path, "a", of_office("05", money=True)),
        on_disk(tmp_path, "b", of_office("06", money=False)),
    ]
    reading = read_paths(paths)

    assert not reading.snapshot.carries("allocation")
    assert any("Tabel allocation (Alokasi) tidak dipakai: b " in note for note in reading.notes)


def test_money_in_a_file_of_its_own_is_that_of_the_plans_it_names(tmp_path: Path) -> None:
    whole = of_office("05", money=True)
    plans = of_office("05", money=False)
    tables = {"allocation": whole.tables["allocation"]}
    money = Snapshot(whole.region, whole.year, whole.sample, "uang", tables)
    other = of_office("06", money=False)
    paths = [on_disk(tmp_path, "rencana", plans), on_disk(tmp_path, "uang", money)]

    assert read_paths(paths).snapshot.tables["allocation"].equals(whole.tables["allocation"])
    with_other = [*paths, on_disk(tmp_path, "lain", other)]
    assert not read_paths(with_other).snapshot.carries("allocation")


def test_a_column_that_is_not_used_is_told(tmp_path: Path) -> None:
    bare = {key: value for key, value in a_line("m", code="x").items() if key != "title"}
    paths = [
        on_disk(tmp_path, "a", snapshot_of(plan=[a_plan()], node=[a_line()])),
        on_disk(tmp_path, "b", snapshot_of(plan=[a_plan()], node=[bare])),
    ]

    assert "Kolom node.title tidak dipakai: tidak ada di b." in read_paths(paths).notes


def test_one_input_given_twice_is_that_input(tmp_path: Path) -> None:
    path = on_disk(tmp_path, "a", snapshot_of(plan=[a_plan()], node=[a_line()]))
    once, twice = read_paths([path]).snapshot, read_paths([path, path]).snapshot

    assert package.digest_of(once) == package.digest_of(twice)


def test_a_profile_for_which_there_is_no_file_is_not_forgotten(tmp_path: Path) -> None:
    path = on_disk(tmp_path, "a", snapshot_of(plan=[a_plan()]))

    with pytest.raises(UnusableInput, match="hanya untuk berkas"):
        read_paths([path], "rkpd-perubahan")


def test_what_is_not_there_and_what_is_no_plan_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="tidak ada"):
        read_paths([tmp_path / "tiada.csv"])
    picture = tmp_path / "foto.png"
    picture.write_bytes(b"x")
    with pytest.raises(UnusableInput, match="tidak dikenal"):
        read_paths([picture])


def test_a_plan_of_several_years_has_no_steps_to_leave_out(tmp_path: Path) -> None:
    renja = snapshot_of(
        plan=[a_plan()],
        node=[a_line("l")],
        step=[{"id": "s", "node": "l", "kind": "pelaksanaan", "starts_on": "2021-02-01"}],
    )
    renstra = snapshot_of(
        plan=[a_plan("rs", kind="renstra", first_year="2019", last_year="2024")],
        node=[a_line("k", plan="rs")],
    )
    paths = [on_disk(tmp_path, "renja", renja), on_disk(tmp_path, "renstra", renstra)]

    assert read_paths(paths).snapshot.carries("step")
