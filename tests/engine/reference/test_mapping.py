"""What becomes of the codes of one decree in the next: certain pairs apart from proposals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from kawal.engine.reference.lists import build
from kawal.engine.reference.mapping import CodeMapping, Fate, Ground, Kind, map_codes
from kawal.engine.reference.mapping_files import as_csv, as_json, lines_of
from kawal.engine.reference.pack import ReferencePack
from kawal.engine.shared.errors import UnusableInput
from tests.engine.reference.packs import decree

NEW = "2024-01-01"
GIZI = "1.02.02.2.01.01"


def became(old: str, *new: str, **more: object) -> Fate:
    return map_codes(decree(old), decree(*new, since=NEW, **more)).fates[0]  # type: ignore[arg-type]


def test_the_same_code_with_the_same_name_stays_whatever_copying_did_to_the_name() -> None:
    fate = became(f"{GIZI} Pembinaan Gizi", f"{GIZI} PEMBINAAN- GIZI")

    assert (fate.kind, fate.new_code, fate.ground) == (Kind.KEPT, GIZI, Ground.SAME)


def test_two_digits_become_four_where_the_name_is_the_same() -> None:
    fate = became(f"{GIZI} Pembinaan Gizi", "1.02.02.2.01.0001 Pembinaan Gizi")

    assert (fate.kind, fate.new_code) == (Kind.MOVED, "1.02.02.2.01.0001")
    assert fate.ground is Ground.FOUR_DIGITS
    assert fate.proposals == ()


def test_four_digits_under_another_name_are_proposed_and_not_applied() -> None:
    fate = became(f"{GIZI} Pembinaan Gizi Desa", "1.02.02.2.01.0001 Pembinaan Gizi Balita Desa")

    assert (fate.kind, fate.new_code, fate.successors) == (Kind.RENAMED, None, ())
    assert fate.proposals[0].code == "1.02.02.2.01.0001"
    assert fate.proposals[0].same_code
    assert "kode sama" in fate.proposals[0].why


def test_a_code_that_was_given_to_other_work_is_withdrawn_and_no_rename() -> None:
    fate = became(
        f"{GIZI} Pembinaan Gizi Desa",
        "1.02.02.2.01.0001 Sertifikasi Laboratorium Air",
        "1.02.02.2.01.0007 Pembinaan Gizi bagi Desa",
    )

    assert (fate.kind, fate.ground) == (Kind.WITHDRAWN, Ground.OTHER_WORK)
    assert [each.code for each in fate.proposals] == ["1.02.02.2.01.0007"]


def test_the_same_name_under_another_number_is_proposed_with_a_hundred_points() -> None:
    fate = became(f"{GIZI} Pembinaan Gizi", "1.02.02.2.01.0009 Pembinaan Gizi")
    (best,) = fate.proposals

    assert (fate.kind, fate.new_code) == (Kind.WITHDRAWN, None)
    assert (best.score, best.why) == (100, "nama sama, dalam kegiatan yang sama")


def test_what_the_new_list_says_itself_is_certain() -> None:
    fate = became(
        f"{GIZI} Pembinaan Gizi",
        "1.02.02.2.01.0009 Pelayanan Gizi Terpadu",
        former={"1.02.02.2.01.0009": (GIZI, "Pembinaan Gizi")},
    )

    assert (fate.kind, fate.new_code) == (Kind.MOVED, "1.02.02.2.01.0009")
    assert fate.why == "tertulis dalam daftar baru sebagai kode sebelumnya"


def test_what_the_new_list_says_of_a_code_with_another_old_name_waits_for_a_person() -> None:
    fate = became(
        f"{GIZI} Pembinaan Gizi",
        "1.02.02.2.01.0009 Pelayanan Air",
        former={"1.02.02.2.01.0009": (GIZI, "Pengadaan Pompa")},
    )

    assert (fate.kind, fate.new_code) == (Kind.WITHDRAWN, None)
    assert [each.code for each in fate.proposals] == ["1.02.02.2.01.0009"]


def test_a_code_that_became_several_is_split_and_none_is_chosen() -> None:
    fate = became(
        f"{GIZI} Pembinaan Gizi",
        "1.02.02.2.01.0008 Gizi Balita",
        "1.02.02.2.01.0009 Gizi Lansia",
        former={
            "1.02.02.2.01.0008": (GIZI, "Pembinaan Gizi"),
            "1.02.02.2.01.0009": (GIZI, "Pembinaan Gizi"),
        },
    )

    assert (fate.kind, fate.new_code) == (Kind.SPLIT, None)
    assert [each.name for each in fate.successors] == ["Gizi Balita", "Gizi Lansia"]


def test_a_pair_whose_old_code_the_old_list_never_had_is_found_too_and_says_so() -> None:
    mapping = map_codes(
        decree(),
        decree("1.02.02.2.01.0009 Baru", since=NEW,
               former={"1.02.02.2.01.0009": ("1.02.02.2.01.0003", "Antara")}),
    )  # fmt: skip

    assert mapping.by_code["1.02.02.2.01.0003"].ground is Ground.STATED_ONLY
    assert mapping.by_code["1.02.02.2.01.0003"].new_code == "1.02.02.2.01.0009"


def test_a_code_that_the_new_list_marks_is_withdrawn_and_one_of_a_province_is_no_successor() -> (
    None
):
    marked = became(f"{GIZI} Gizi", f"{GIZI} Gizi", withdrawn=(GIZI,))
    province = became(f"{GIZI} Pembinaan Gizi", "1.02.02.1.01.0001 Pembinaan Gizi")

    assert (marked.kind, marked.ground) == (Kind.WITHDRAWN, Ground.MARKED)
    assert (province.kind, province.proposals) == (Kind.WITHDRAWN, ())


def test_work_of_another_bidang_or_of_a_special_region_is_not_proposed() -> None:
    fate = became(
        f"{GIZI} Pembinaan Gizi",
        "1.03.02.2.01.0001 Pembinaan Gizi",
        "1.02.02.4.01.0001 Pembinaan Gizi",
    )

    assert fate.proposals == ()


def test_what_no_other_code_went_to_stands_first_among_proposals() -> None:
    mapping = map_codes(
        decree(f"{GIZI} Pembinaan Gizi Desa Terpadu", "1.02.02.2.01.02 Pembinaan Gizi Desa"),
        decree("1.02.02.2.01.0002 Pembinaan Gizi Desa", "1.02.02.2.01.0009 Gizi Desa Terpadu",
               since=NEW),
    )  # fmt: skip
    first, second = mapping.by_code[GIZI].proposals

    assert (first.code, first.taken) == ("1.02.02.2.01.0009", False)
    assert second.taken
    assert "juga menerima kode lama lain" in second.why


def test_the_supporting_programme_is_told_under_the_bidang_of_the_line() -> None:
    mapping = map_codes(
        decree("X.XX.01.2.01.01 Penyusunan Dokumen"),
        decree("X.XX.01.2.01.0001 Penyusunan Dokumen", since=NEW),
    )
    fate = mapping.of_line("5.01.01.2.01.01")

    assert fate is not None
    assert (fate.code, fate.new_code) == ("5.01.01.2.01.01", "5.01.01.2.01.0001")
    assert mapping.of_line("5.01.02.2.01.01") is None


def test_every_old_code_has_one_fate_and_the_counts_add_up() -> None:
    mapping = a_mapping()

    assert sum(mapping.counts().values()) == len(mapping.fates) == len(mapping.by_code) == 4
    assert mapping.counts("sub_kegiatan")[Kind.KEPT] == 0


def test_a_level_that_the_new_list_does_not_have_is_not_told_as_withdrawn() -> None:
    mapping = map_codes(
        decree("1 WAJIB", "1.02.02 GIZI"), decree("1.02.02 GIZI", "1.02.02.2.01 Layanan", since=NEW)
    )

    assert [fate.code for fate in mapping.fates] == ["1.02.02"]


def test_packs_that_were_swapped_are_refused_with_both_days() -> None:
    with pytest.raises(UnusableInput, match=r"1 Januari 2024.*lama lebih dahulu"):
        map_codes(decree(since=NEW), decree())


def a_mapping() -> CodeMapping:
    return map_codes(
        decree("1.02.02 GIZI", f"{GIZI} =Gizi", "1.02.02.2.01.02 Gizi Desa", "1.02.02.2.01.03 Hilang"),
        decree("1.02.02 GIZI", "1.02.02.2.01.0001 =Gizi", "1.02.02.2.01.0002 Gizi Desa Baru",
               since=NEW),
    )  # fmt: skip


def test_the_csv_has_a_row_per_pair_says_what_is_certain_and_holds_no_formula() -> None:
    rows = as_csv(a_mapping()).splitlines()

    assert rows[0].startswith("tingkat,kode_lama,nama_lama,nasib,pasti,kode_baru")
    assert rows[1] == "program,1.02.02,GIZI,tetap,ya,1.02.02,GIZI,,kode dan nama sama"
    assert rows[2].startswith(f"sub_kegiatan,{GIZI},'=Gizi,pindah,ya,1.02.02.2.01.0001,'=Gizi,,")
    assert rows[3].split(",")[3:6] == ["ganti_nama", "tidak", "1.02.02.2.01.0002"]
    assert rows[-1].split(",")[3:5] == ["dicabut", "tidak"]


def test_the_terminal_tells_the_counts_and_what_a_person_must_decide() -> None:
    told = "\n".join(lines_of(a_mapping()))

    assert "2 sub kegiatan perlu diputuskan orang; usulan tidak diterapkan:" in told
    assert "1.02.02.2.01.03 Hilang: dicabut (tidak ada lagi dalam daftar baru)" in told
    assert '"certain": true' in as_json(a_mapping())


@pytest.fixture(scope="module")
def official(shared_data: Path) -> dict[str, ReferencePack]:
    """The lists that go around, by year."""
    files = {
        "2020": ("nomenklatur_050_3708_2020.csv", "2021-01-01"),
        "2023": ("nomenklatur_900_1317_2023.csv", "2024-01-01"),
        "2027": ("subkegiatan_2027_kabkota.csv", "2027-01-01"),
    }
    return {
        year: build(
            shared_data / "nomenklatur" / name, title=year, since=decree(since=since).since
        ).pack
        for year, (name, since) in files.items()
    }


def known_pairs(pack: ReferencePack) -> dict[str, str]:
    rows = pack.codes.filter(pl.col("former_code").is_not_null())
    return dict(rows.select("former_code", "code").rows())


def test_the_176_known_pairs_are_found_and_certain(official: dict[str, ReferencePack]) -> None:
    mapping = map_codes(official["2023"], official["2027"])
    pairs = known_pairs(official["2027"])

    assert len(pairs) == 176
    assert {old: mapping.by_code[old].new_code for old in pairs} == pairs
    unlisted = [each for each in mapping.fates if each.ground is Ground.STATED_ONLY]
    assert len(unlisted) == 105  # added by updates between the two lists; neither holds them


def test_the_names_alone_propose_most_of_the_known_pairs_and_apply_none(
    official: dict[str, ReferencePack],
) -> None:
    """What the new list says of former codes is hidden, and the old list is given all 176."""
    new, old = official["2027"], official["2023"]
    pairs = known_pairs(new)
    named = new.codes.filter(pl.col("former_code").is_not_null())
    lacking = named.filter(~pl.col("former_code").is_in(old.codes["code"].implode()))
    added = lacking.select(
        "level", code="former_code", name="former_name", government="government", status="status",
        indicator=pl.lit(None, pl.String), unit=pl.lit(None, pl.String),
    )  # fmt: skip
    whole = replace(old, codes=pl.concat([old.codes, added]))
    silent = replace(new, codes=new.codes.drop("former_code", "former_name"))
    fates = map_codes(whole, silent).by_code

    first = sum(
        [each.code for each in fates[code].proposals][:1] == [pairs[code]] for code in pairs
    )
    among = sum(pairs[code] in [each.code for each in fates[code].proposals] for code in pairs)
    assert not any(fates[code].kind.is_certain for code in pairs)
    assert first >= 140
    assert among >= 150


@pytest.mark.parametrize(
    ("old", "new", "counts"),
    [
        ("2020", "2023", {"tetap": 0, "pindah": 1320, "pecah": 0, "ganti_nama": 109, "dicabut": 819}),
        ("2023", "2027", {"tetap": 2852, "pindah": 176, "pecah": 0, "ganti_nama": 0, "dicabut": 472}),
    ],
)  # fmt: skip
def test_the_sub_kegiatan_of_the_lists_that_go_around_are_counted(
    official: dict[str, ReferencePack], old: str, new: str, counts: dict[str, int]
) -> None:
    mapping = map_codes(official[old], official[new])

    assert {kind.value: n for kind, n in mapping.counts("sub_kegiatan").items()} == counts
