"""The real files, one by one into an empty book and then together, to the sen."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kawal.base.audit.actions import Actor
from kawal.base.audit.verify import verify
from kawal.base.organisation.region import set_region
from kawal.engine.snapshot.package import digest_of
from kawal.office.imports.actions import ask_to_apply
from kawal.office.imports.jobs import work_once
from kawal.office.imports.models import State, Upload
from kawal.office.planning.exchange import give_out
from tests.engine.readers.test_real_files import FILES, rupiah
from tests.office.imports.conftest import Bring

pytestmark = pytest.mark.django_db
TOGETHER = (
    ("mamberamo_raya_rkpd_perubahan_2023", "mamberamo_raya_belanja_perubahan_2023"),
    ("sumedang_rpjmd_program_2018_2023", "sumedang_renstra_16", "sumedang_renstra_24"),
    ("pasangkayu_dpupr_renstra", "pasangkayu_dpupr_renja_2024"),
)


@pytest.fixture(autouse=True)
def of_their_region(sekda: Actor) -> None:
    set_region(code="99.01", name="Kabupaten Asal Berkas", seat="", by=sekda)


@pytest.fixture
def folder(shared_data: Path) -> Path:
    return shared_data / "rencana"


def applied(bring: Bring, by: Actor, file: Path) -> Upload:
    upload = bring(file.read_bytes(), file.name, stated=True)
    assert (upload.state, upload.problems) == (State.READ, [])
    assert ask_to_apply(upload=upload, by=by)
    work_once()
    upload.refresh_from_db()
    assert (upload.state, upload.problems) == (State.APPLIED, [])
    return upload


def in_the_book() -> int:
    book = give_out()
    return book.frame("allocation")["amount"].sum() if book.carries("allocation", "amount") else 0


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_goes_into_the_book_to_the_sen(
    name: str, folder: Path, bring: Bring, sekda: Actor
) -> None:
    upload = applied(bring, sekda, folder / f"{name}.csv")

    money = upload.preview["money"]
    if money["known"]:
        assert money["reconciles"]
        assert money["before"] + money["added"] == money["after"] == in_the_book()
    assert digest_of(give_out()) == upload.joined_digest
    assert verify().broken is None


LONG = ("mamberamo",)
"""Regions whose files together are left to the long counts; each of them comes in alone above."""


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(
            names,
            id=names[0].split("_")[0],
            marks=[pytest.mark.soak] if names[0].startswith(LONG) else [],
        )
        for names in TOGETHER
    ],
)
def test_real_files_of_one_region_come_together_and_lose_no_sen(
    names: tuple[str, ...], folder: Path, bring: Bring, sekda: Actor
) -> None:
    total = 0
    for name in names:
        upload = applied(bring, sekda, folder / f"{name}.csv")
        money = upload.preview["money"]
        if money["known"]:
            assert money["before"] == total
            assert (
                money["before"]
                + money["added"]
                - money["removed"]
                + money["raised"]
                - money["lowered"]
                == money["after"]
            )
            assert money["removed"] == money["raised"] == money["lowered"] == 0
        total = in_the_book()

    again = bring((folder / f"{names[0]}.csv").read_bytes(), f"{names[0]}.csv", stated=True)
    assert again.preview["headline"] == "Tidak ada yang berubah: kedua sidik sama"


def test_a_whole_regency_has_the_sum_of_its_own_file(
    folder: Path, bring: Bring, sekda: Actor
) -> None:
    """Held against the standard library's reader, which knows nothing of ours."""
    file = folder / "mamberamo_raya_rkpd_perubahan_2023.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    whole = sum(rupiah(row["anggaran"]) + rupiah(row["menjadi_anggaran"]) for row in rows)

    upload = applied(bring, sekda, file)

    assert upload.preview["money"]["after"] == in_the_book() == whole * 100
    assert any("TAMBAH-03" in alarm["rules"] for alarm in upload.preview["alarms"])


def test_a_real_file_with_one_bad_row_changes_nothing_and_says_where(
    folder: Path, bring: Bring
) -> None:
    lines = (
        (folder / "pasangkayu_dpupr_renja_2024.csv").read_text("utf-8").splitlines(keepends=True)
    )
    heading = next(csv.reader([lines[0]]))
    cells = next(csv.reader([lines[10]]))
    cells[heading.index("pagu")] = "banyak sekali"
    lines[10] = ",".join(f'"{cell}"' for cell in cells) + "\n"

    upload = bring("".join(lines).encode(), "renja.csv", stated=True)

    assert upload.state == State.REFUSED
    assert [(p["file"], p["row"], p["column"], p["value"]) for p in upload.problems] == [
        ("renja.csv", 11, "pagu", "banyak sekali")
    ]
