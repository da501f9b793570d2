"""Choosing a code from the top down: each level knows the one above, and the bidang of the OPD."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from kawal.engine.reference import ReferencePack
from kawal.engine.reference.choices import bidang_of, choice_of, choices_below, found, way_to
from kawal.engine.reference.lists import build
from tests.engine.reference.packs import decree

PACK = decree(
    "1 WAJIB", "1.02 KESEHATAN", "1.02.02 GIZI", "1.02.02.2.01 Layanan Gizi",
    "1.02.02.2.01.0001 Pembinaan Gizi", "1.02.02.2.01.0002 Cara Lama",
    "1.02.02.1.01 Layanan Provinsi", "1.03 PEKERJAAN UMUM", "5 PENUNJANG", "5.01 PERENCANAAN",
    "5.01.02 PROGRAM PERENCANAAN", "X.XX BIDANG XX", "X.XX.01 PENUNJANG URUSAN",
    "X.XX.01.2.01 Perencanaan dan Evaluasi", "X.XX.01.2.01.0001 Dokumen Perencanaan",
    withdrawn=("1.02.02.2.01.0002",),
)  # fmt: skip


def below(code: str | None = None, **limits: object) -> list[str]:
    return [each.code for each in choices_below(PACK, code, **limits)]  # type: ignore[arg-type]


def test_each_level_gives_the_next_in_order() -> None:
    assert below() == ["1", "5"]
    assert below("1") == ["1.02", "1.03"]
    assert below("1.02") == ["1.02.01", "1.02.02"]
    assert below("1.02.02") == ["1.02.02.2.01"]
    assert below("1.02.02.2.01") == ["1.02.02.2.01.0001"]
    assert below("1.02.02.2.01.0001") == []


def test_a_list_without_urusan_begins_with_its_bidang() -> None:
    codes = PACK.codes.filter(pl.col("level") != "urusan")
    pack = replace(PACK, codes=codes)

    assert [each.code for each in choices_below(pack)] == ["1.02", "1.03", "5.01", "X.XX"]


def test_a_list_that_begins_with_programmes_gives_those_of_the_bidang_that_was_asked_for() -> None:
    codes = PACK.codes.filter(~pl.col("level").is_in(["urusan", "bidang"]))
    pack = replace(PACK, codes=codes)

    assert [each.code for each in choices_below(pack)] == ["1.02.02", "5.01.02", "X.XX.01"]
    assert [each.code for each in choices_below(pack, bidang=["5.01"])] == ["5.01.01", "5.01.02"]
    assert [each.code for each in choices_below(pack, "5.01")] == ["5.01.01", "5.01.02"]


def test_an_opd_chooses_only_under_its_own_bidang() -> None:
    own = bidang_of("1.02.0.00.0.00.01.0000")

    assert own == ["1.02"]
    assert below(bidang=own) == ["1"]
    assert below("1", bidang=own) == ["1.02"]
    assert below("5", bidang=own) == []
    assert below("5.01", bidang=own) == []
    assert below("1.02", bidang=own) == ["1.02.01", "1.02.02"]


def test_the_supporting_programme_stands_under_every_bidang() -> None:
    assert below("5.01") == ["5.01.01", "5.01.02"]
    assert below("5.01.01") == ["5.01.01.2.01"]
    assert below("5.01.01.2.01") == ["5.01.01.2.01.0001"]
    (first, second) = choices_below(PACK, "5.01")
    assert (first.shared, second.shared) == (True, False)
    assert below("X.XX") == ["X.XX.01"]


def test_a_withdrawn_code_is_given_only_to_who_asks_for_it() -> None:
    assert below("1.02.02.2.01", withdrawn=True) == ["1.02.02.2.01.0001", "1.02.02.2.01.0002"]


def test_a_code_that_the_list_does_not_have_gives_nothing() -> None:
    assert below("9.99") == below("9.99.01") == below("7") == []
    assert below("'; --") == []
    assert choice_of(PACK, "1.02.99") is None


def test_the_way_to_a_code_is_told_from_the_top() -> None:
    assert [each.name for each in way_to(PACK, "1.02.02.2.01.0001")] == [
        "WAJIB", "KESEHATAN", "GIZI", "Layanan Gizi", "Pembinaan Gizi",
    ]  # fmt: skip
    assert [each.code for each in way_to(PACK, "5.01.01.2.01")] == [
        "5", "5.01", "5.01.01", "5.01.01.2.01",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("gizi pembinaan", ["1.02.02.2.01.0001"]),
        ("1.02.02.2", ["1.02.02.2.01", "1.02.02.2.01.0001", "1.02.02.2.01.0002"]),
        ("5.01.01.2.01.0001", ["X.XX.01.2.01.0001"]),
        ("  ", []),
        ("tiada", []),
    ],
)
def test_a_code_is_found_by_its_beginning_or_by_words_in_any_order(
    words: str, codes: list[str]
) -> None:
    assert [each.code for each in found(PACK, words)] == codes


def test_the_list_for_2027_can_be_walked_to_every_sub_kegiatan(shared_data: Path) -> None:
    """With its official indicator and unit, which no OPD has to type."""
    file = shared_data / "nomenklatur" / "subkegiatan_2027_kabkota.csv"
    pack: ReferencePack = build(file, title="2027", since=PACK.since).pack
    walked = [
        leaf
        for bidang in choices_below(pack)
        for programme in choices_below(pack, bidang.code)
        for kegiatan in choices_below(pack, programme.code)
        for leaf in choices_below(pack, kegiatan.code)
    ]

    own = [leaf for leaf in walked if not leaf.shared or leaf.code.startswith("X")]
    assert len({leaf.code for leaf in own}) == len(own) == 3550
    assert all(leaf.indicator and leaf.unit for leaf in walked)
