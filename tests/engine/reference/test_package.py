"""A reference pack on disk is canonical, has a digest that anyone can recompute, and is read whole."""

from __future__ import annotations

import errno
import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kawal.engine.reference import ReferencePack, pack_for, package, refuse_overlaps
from kawal.engine.reference.pack import COLUMNS
from kawal.engine.shared.errors import UnusableInput


def a_pack(
    since: str = "2021-01-01", until: str | None = None, title: str = "Rekaan"
) -> ReferencePack:
    rows = [
        {"level": "sub_kegiatan", "code": code, "name": f"Nama, {code}", "government": "kabupaten",
         "status": "berlaku"}
        for code in ("1.02.02.2.01.02", "1.02.02.2.01.01")
    ]  # fmt: skip
    return ReferencePack(
        title=title,
        since=date.fromisoformat(since),
        until=date.fromisoformat(until) if until else None,
        source="daftar.csv",
        source_sha256="0" * 64,
        codes=pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String)),
    )


def test_what_codes_were_before_comes_back_and_a_pack_without_it_has_no_such_column(
    tmp_path: Path,
) -> None:
    plain = a_pack()
    told = replace(
        plain,
        codes=plain.codes.with_columns(
            former_code=pl.lit("1.02.02.2.01.09"), former_name=pl.lit("Lama")
        ),
    )
    package.write(told, tmp_path / "baru")
    back = package.read(tmp_path / "baru")

    assert back.codes["former_code"].to_list() == ["1.02.02.2.01.09"] * 2
    assert package.digest_of(back) == package.digest_of(told) != package.digest_of(plain)
    assert b"former" not in package.files_of(plain)[package.CODES]


@pytest.mark.parametrize("name", ["paket", "paket.zip"])
def test_a_pack_comes_back_as_it_was_written(tmp_path: Path, name: str) -> None:
    pack = a_pack(until="2023-12-31")
    package.write(pack, tmp_path / name)
    back = package.read(tmp_path / name)

    assert package.files_of(back) == package.files_of(pack)
    assert (back.title, back.since, back.until) == (pack.title, pack.since, pack.until)


def test_the_digest_is_that_of_sha256sum(tmp_path: Path) -> None:
    package.write(a_pack(), tmp_path / "paket")
    lines = sorted(
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
        for file in (tmp_path / "paket").iterdir()
    )

    assert package.digest_of(a_pack()) == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_the_order_of_rows_does_not_change_the_digest() -> None:
    pack = a_pack()
    turned = ReferencePack(pack.title, pack.since, None, pack.source, pack.source_sha256,
                           pack.codes.reverse())  # fmt: skip

    assert package.digest_of(turned) == package.digest_of(pack)


def spoiled(tmp_path: Path, **changes: object) -> str:
    folder = tmp_path / "paket"
    package.write(a_pack(), folder)
    file = folder / "reference.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))
    with pytest.raises(UnusableInput) as error:
        package.read(folder)
    return str(error.value)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"version": 2}, '"version" harus 1'),
        ({"title": " "}, '"title" harus teks'),
        ({"since": "2021"}, '"since" harus tanggal'),
        ({"until": 5}, '"until" harus tanggal atau null'),
        ({"until": "2020-01-01"}, '"until" lebih dahulu'),
    ],
)
def test_what_a_pack_says_of_itself_must_be_sound(
    tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    assert said in spoiled(tmp_path, **changes)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("sub_kegiatan,1.02.02.2.01.01", "seksi,1.02.02.2.01.01", 'baris 2, kolom level, isi "seksi"'),
        ("berlaku", "ada", 'kolom status, isi "ada"'),
        ("2.01.02", "2.01.01", "Kode muncul 2 kali (kabupaten)."),
        ('"Nama, 1.02.02.2.01.01"', "", "baris 2, kolom name: Isian kosong."),
        ("level,code", "tingkat,code", "kolom level: Kolom tidak ada."),
    ],
)  # fmt: skip
def test_a_fault_in_the_codes_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    folder = tmp_path / "paket"
    package.write(a_pack(), folder)
    file = folder / "codes.csv"
    file.write_text(file.read_text().replace(old, new))

    with pytest.raises(UnusableInput) as error:
        package.read(folder)
    assert said in str(error.value)


def test_what_is_no_pack_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    (tmp_path / "rusak.zip").write_bytes(b"PK")
    (tmp_path / "daftar.csv").write_text("level,kode,nama\n")

    for name, said in (
        ("tiada", "Daftar kode tidak ada."),
        ("kosong", "tidak memuat reference.json"),
        ("rusak.zip", "zip rusak"),
        ("daftar.csv", "Bukan paket daftar kode."),
    ):
        with pytest.raises(UnusableInput, match=said):
            package.read(tmp_path / name)


def test_a_pack_that_may_not_be_read_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package.write(a_pack(), tmp_path / "paket")

    def refuse(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnusableInput, match="Tidak dapat dibuka \\(tidak ada izin\\)"):
        package.read(tmp_path / "paket")


def test_a_decree_holds_for_plans_of_the_years_on_whose_first_day_it_is_in_force() -> None:
    pack = a_pack("2021-06-23", "2024-06-30")

    assert [year for year in range(2020, 2027) if pack.holds_for(year)] == [2022, 2023, 2024]
    assert pack.period == "rencana tahun 2022 sampai 2024"


def test_the_pack_of_the_year_is_taken() -> None:
    old, new = a_pack("2021-01-01", "2023-06-22", "Lama"), a_pack("2023-06-23", title="Baru")

    assert [pack and pack.title for pack in (pack_for([new, old], y) for y in (2020, 2023, 2024))] == [
        None, "Lama", "Baru",
    ]  # fmt: skip
    refuse_overlaps([new, old])


def test_two_packs_for_one_year_are_refused_by_both_their_names() -> None:
    with pytest.raises(UnusableInput) as error:
        refuse_overlaps([a_pack("2023-06-23", title="Baru"), a_pack("2021-01-01", title="Lama")])

    assert "rencana tahun 2024" in str(error.value)
    assert '"Lama" (sejak 1 Januari 2021)' in str(error.value)
    assert '"Baru" (sejak 23 Juni 2023)' in str(error.value)
