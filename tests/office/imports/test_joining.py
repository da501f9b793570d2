"""A file takes the place of what it carries, and of nothing else."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from kawal.engine.shared.errors import UnusableInput
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.package import digest_of
from kawal.office.imports.joining import joined
from tests.factories import a_line, a_plan, snapshot_of

OPDS = [{"id": "05", "name": "Dinas Kesehatan"}, {"id": "07", "name": "Dinas Sosial"}]


def money(key: str, node: str, amount: str) -> dict[str, str | None]:
    return {"id": key, "node": node, "year": "2021", "amount": amount}


@pytest.fixture
def book() -> Snapshot:
    """Two OPD with a Renja each: two lines of the one, one of the other."""
    return snapshot_of(
        opd=OPDS,
        plan=[a_plan(), a_plan("s", opd="07")],
        node=[
            a_line("l", result="Balita sehat"),
            a_line("m", result="Ibu sehat"),
            a_line("n", plan="s", opd="07", result="Lansia terlayani"),
        ],
        allocation=[money("a", "l", "100.00"), money("b", "m", "50.00"), money("c", "n", "7.00")],
        step=[{"id": "t", "node": "l", "kind": "persiapan"}],
        ceiling=[
            {
                "opd": "05",
                "year": "2021",
                "stage": "indikatif",
                "fund": "semua",
                "amount": "900.00",
            },
            {
                "opd": "05",
                "year": "2020",
                "stage": "indikatif",
                "fund": "semua",
                "amount": "800.00",
            },
            {"opd": "07", "year": "2021", "stage": "indikatif", "fund": "semua", "amount": "70.00"},
        ],
    )


def ids(snapshot: Snapshot, table: str) -> list[str]:
    return snapshot.frame(table)["id"].to_list()


def test_the_part_of_one_opd_is_replaced_and_the_other_stays(book: Snapshot) -> None:
    file = snapshot_of(
        opd=OPDS[:1],
        plan=[a_plan()],
        node=[a_line("l"), a_line("o")],
        allocation=[money("a", "l", "110.00"), money("d", "o", "5.00")],
    )

    after = joined(book, file, "uji.zip").snapshot

    assert ids(after, "node") == ["l", "n", "o"]
    amounts = dict(after.frame("allocation").select("id", "amount").iter_rows())
    assert amounts == {"a": 11_000, "c": 700, "d": 500}
    assert ids(after, "opd") == ["05", "07"]


def test_what_the_file_does_not_carry_stays_as_it_was(book: Snapshot) -> None:
    file = snapshot_of(opd=OPDS[:1], plan=[a_plan()], node=[a_line("l"), a_line("m")])

    made = joined(book, file, "uji.zip")

    results = dict(made.snapshot.frame("node").select("id", "result").iter_rows())
    assert results == {"l": "Balita sehat", "m": "Ibu sehat", "n": "Lansia terlayani"}
    assert ids(made.snapshot, "step") == ["t"]
    assert ids(made.snapshot, "allocation") == ["a", "b", "c"]
    assert any("kolom hasil tidak ada dalam berkas" in note for note in made.notes)


def test_what_hangs_on_a_line_that_is_gone_goes_with_it(book: Snapshot) -> None:
    file = snapshot_of(opd=OPDS[:1], plan=[a_plan()], node=[a_line("m")])

    made = joined(book, file, "uji.zip")

    assert ids(made.snapshot, "step") == []
    assert ids(made.snapshot, "allocation") == ["b", "c"]
    assert any("1 bagian rencana tidak ada lagi" in note for note in made.notes)


def test_rows_of_an_opd_are_replaced_in_the_years_that_the_file_names(book: Snapshot) -> None:
    row = {"opd": "05", "year": "2021", "stage": "ppas", "fund": "semua", "amount": "910.00"}
    after = joined(book, snapshot_of(opd=OPDS[:1], ceiling=[row]), "uji.zip").snapshot

    kept = after.frame("ceiling").select("opd", "year", "stage").rows()
    assert kept == [("05", 2020, "indikatif"), ("05", 2021, "ppas"), ("07", 2021, "indikatif")]


def test_money_alone_replaces_the_money_of_the_lines_that_it_names(book: Snapshot) -> None:
    file = snapshot_of(allocation=[money("z", "l", "60.00")])
    after = joined(book, file, "uji.zip").snapshot

    assert ids(after, "allocation") == ["b", "c", "z"]


def test_a_plan_is_known_by_what_it_is_whatever_its_key(book: Snapshot) -> None:
    file = snapshot_of(
        opd=OPDS[:1], plan=[a_plan("lain")], node=[a_line("x", plan="lain")],
        allocation=[money("y", "x", "1.00")],
    )  # fmt: skip
    after = joined(book, file, "uji.zip").snapshot

    assert ids(after, "plan") == ["r", "s"]
    assert after.frame("node").filter(pl.col("plan") == "r")["id"].to_list() == ["x"]


def test_a_key_of_another_part_is_no_key_of_this_one(book: Snapshot) -> None:
    file = snapshot_of(opd=OPDS[:1], plan=[a_plan()], node=[a_line("n")])

    with pytest.raises(UnusableInput, match="sudah dipakai di bagian lain") as caught:
        joined(book, file, "uji.zip")

    assert caught.value.problems[0].value == "n"


def test_a_plan_that_is_another_one_here_is_named(book: Snapshot) -> None:
    file = snapshot_of(opd=OPDS[:1], plan=[a_plan(first_year="2022", last_year="2022")])

    with pytest.raises(UnusableInput, match="renja 2021–2021 versi 1 OPD 05, dalam berkas"):
        joined(book, file, "uji.zip")


def test_a_column_that_was_never_there_is_told(book: Snapshot) -> None:
    line = a_line("l", location="Slawi")
    made = joined(book, snapshot_of(opd=OPDS[:1], plan=[a_plan()], node=[line]), "uji.zip")

    assert any("kolom lokasi belum pernah dimuat" in note for note in made.notes)
    assert made.snapshot.frame("node")["location"].to_list() == ["Slawi", None]


def test_the_whole_book_into_itself_changes_nothing(regency: Snapshot) -> None:
    assert digest_of(joined(regency, regency, "uji.zip").snapshot) == digest_of(regency)


def test_a_part_of_the_book_into_it_changes_nothing(regency: Snapshot) -> None:
    own = regency.frame("plan").filter(pl.col("opd") == "01")["id"]
    nodes = regency.frame("node").filter(pl.col("plan").is_in(own.implode()))["id"]
    tables = {
        "opd": regency.tables["opd"].filter(pl.col("id") == "01"),
        "plan": regency.tables["plan"].filter(pl.col("id").is_in(own.implode())),
        "node": regency.tables["node"].filter(pl.col("id").is_in(nodes.implode())),
        "allocation": regency.tables["allocation"].filter(pl.col("node").is_in(nodes.implode())),
    }

    assert own.len()
    assert digest_of(
        joined(regency, replace(regency, tables=tables), "uji.zip").snapshot
    ) == digest_of(regency)
