"""A plan is judged by the decree of its own year: what an old one allowed stays valid for that year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.result import check
from kawal.engine.reference import ReferencePack
from kawal.engine.reference.lists import build
from tests.engine.reference.packs import decree
from tests.factories import a_line, a_plan, snapshot_of

OLD, NEW = "1.02.02.2.01.01", "1.02.02.2.01.0001"
CODES = [rule for rule in RULES if rule.code.startswith(("DAFTAR-", "KODE-"))]
"""A code in a form that its year does not know is told by a rule of its form alone."""
INVENTED = (
    decree(f"{OLD} Pembinaan Gizi", until="2023-12-31", title="Lama"),
    decree(f"{NEW} Pembinaan Gizi Balita", since="2024-01-01", title="Baru"),
)


def found(
    code: str,
    title: str | None,
    year: str,
    packs: tuple[ReferencePack, ...],
    on: str = "2026-06-01",
) -> list[str]:
    snapshot = snapshot_of(
        year=int(year),
        opd=[{"id": "05", "code": "1.02.0.00.0.00.01.0000", "name": "Dinas"}],
        plan=[a_plan(first_year=year, last_year=year)],
        node=[a_line(code=code, title=title)],
    )
    result = check(snapshot, CODES, date.fromisoformat(on), references=packs)
    return [f"{finding.rule.code} {finding.message}" for finding in result.findings]


@pytest.mark.parametrize("year", ["2021", "2023"])
def test_a_renja_under_the_old_decree_stays_valid_for_its_year(year: str) -> None:
    """Judged long after the new decree came, with both lists given."""
    assert found(OLD, "Pembinaan Gizi", year, INVENTED) == []


@pytest.mark.parametrize("year", ["2024", "2027"])
def test_the_same_code_in_a_later_year_is_held_against_the_new_decree(year: str) -> None:
    assert found(OLD, "Pembinaan Gizi", year, INVENTED) != []


def test_the_new_code_is_not_yet_valid_in_a_year_of_the_old_decree() -> None:
    assert found(NEW, "Pembinaan Gizi Balita", "2023", INVENTED) != []
    assert found(NEW, "Pembinaan Gizi Balita", "2024", INVENTED) == []


def test_under_the_lists_that_go_around_each_year_has_its_own(shared_data: Path) -> None:
    folder = shared_data / "nomenklatur"
    packs = tuple(
        build(
            folder / name, title=name, since=date(first, 1, 1),
            until=date(last, 12, 31) if last else None,
        ).pack
        for name, first, last in (
            ("nomenklatur_050_3708_2020.csv", 2021, 2023),
            ("nomenklatur_900_1317_2023.csv", 2024, 2026),
            ("subkegiatan_2027_kabkota.csv", 2027, None),
        )
    )  # fmt: skip
    two, four = "5.01.02.2.01.04", "5.01.02.2.01.0004"

    judged = {
        (code, year): any(
            told.startswith(("DAFTAR-01", "KODE-01")) for told in found(code, None, year, packs)
        )
        for code in (two, four)
        for year in ("2022", "2025")
    }
    assert judged == {
        (two, "2022"): False, (two, "2025"): True, (four, "2022"): True, (four, "2025"): False,
    }  # fmt: skip
