"""The sample regency is clean; every fault planted in it is found, and nothing else is."""

from __future__ import annotations

import csv
import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from kawal.engine.checks.catalogue import BY_CODE, RULES
from kawal.engine.checks.result import check
from kawal.engine.checks.rule import Outcome
from kawal.engine.generator.faults import MUTATORS, key_beside, mutate, plant
from kawal.engine.generator.mutators import Mutator
from kawal.engine.generator.official import reference_pack
from kawal.engine.generator.regency import CLOCK, LARGEST, sample_regency
from kawal.engine.generator.rows import read_rows, write_rows
from kawal.engine.shared.errors import UnusableInput
from kawal.engine.snapshot import package

FAULTS = 7 * len(RULES)


def found_in(folder: Path) -> set[tuple[str, str, str]]:
    """rule, table, key of everything that fails."""
    result = check(package.read(folder), RULES, CLOCK, references=[reference_pack()])
    assert not result.verdict.broken
    return {
        (finding.rule.code, finding.rule.subject.table, finding.key)
        for finding in result.findings
        if finding.outcome is Outcome.FAILED
    }


def answers(folder: Path) -> list[dict[str, str]]:
    with key_beside(folder).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def assert_recall(folder: Path, seed: int, least: int = 5) -> None:
    package.write(sample_regency(seed=seed), folder)
    plant(folder, faults=FAULTS, seed=seed)
    key = answers(folder)
    wanted = {(row["rule"], row["table"], row["key"]) for row in key}
    found = found_in(folder)

    assert wanted - found == set(), "planted and not found"
    assert found - wanted == set(), "found and not planted"
    planted = Counter(row["rule"] for row in key if row["planted"] == "1")
    assert sum(planted.values()) >= FAULTS
    assert set(planted) == set(BY_CODE)
    assert min(planted.values()) >= least, planted


@pytest.mark.parametrize(
    "seed", [seed if seed < 8 else pytest.param(seed, marks=pytest.mark.soak) for seed in range(20)]
)
def test_every_planted_fault_is_found_and_nothing_else(tmp_path: Path, seed: int) -> None:
    assert_recall(tmp_path / "contoh", seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 300))
def test_soak_recall_on_two_hundred_more_seeds(tmp_path: Path, seed: int) -> None:
    # A draw may leave fewer than five places where a fault of one kind can be planted.
    assert_recall(tmp_path / "contoh", seed, least=3)


@pytest.mark.parametrize("seed", range(5))
def test_the_clean_regency_is_clean_whatever_the_seed(seed: int) -> None:
    result = check(sample_regency(seed=seed), RULES, CLOCK, references=[reference_pack()])

    assert result.failing.is_empty()


def test_some_faults_share_a_line(tmp_path: Path) -> None:
    package.write(sample_regency(seed=7), tmp_path / "contoh")
    plant(tmp_path / "contoh", faults=FAULTS, seed=7)
    lines = Counter(row["key"] for row in answers(tmp_path / "contoh") if row["planted"] == "1")

    assert max(lines.values()) >= 2


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        package.write(sample_regency(opd=8, seed=5), tmp_path / name)
        plant(tmp_path / name, faults=20, seed=5)

    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()
    assert key_beside(tmp_path / "a").read_bytes() == key_beside(tmp_path / "b").read_bytes()


def test_another_seed_gives_another_regency() -> None:
    one, other = sample_regency(opd=2, seed=1), sample_regency(opd=2, seed=2)

    assert package.digest_of(one) != package.digest_of(other)


@pytest.mark.parametrize("mutator", MUTATORS, ids=lambda mutator: mutator.__name__)
def test_each_mutator_alone_is_found_to_the_letter(tmp_path: Path, mutator: Mutator) -> None:
    folder = tmp_path / "contoh"
    package.write(sample_regency(opd=10, seed=4), folder)
    rows = read_rows(folder)
    breaches = mutate(rows, faults=3, rng=random.Random(4), mutators=[mutator])
    write_rows(rows, folder)

    assert found_in(folder) == {(each.rule, each.table, each.key) for each in breaches}


def test_the_key_lies_beside_the_package_and_not_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "contoh"
    package.write(sample_regency(opd=3, seed=1), folder)
    before = package.digest_of(package.read(folder))
    plant(folder, faults=0, seed=1)

    assert key_beside(folder).read_text() == "rule,table,key,planted\n"
    assert package.digest_of(package.read(folder)) == before


def test_more_faults_than_fit_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "contoh"
    package.write(sample_regency(opd=1, seed=1), folder)

    with pytest.raises(UnusableInput, match="dari 5000 galat muat"):
        plant(folder, faults=5000, seed=1)


@pytest.mark.parametrize("opd", [0, LARGEST + 1])
def test_there_are_as_many_offices_as_the_regency_has(opd: int) -> None:
    with pytest.raises(UnusableInput, match=f"1 sampai {LARGEST}"):
        sample_regency(opd=opd)


def test_the_sample_says_that_it_is_one_and_names_no_person() -> None:
    regency = sample_regency()

    assert regency.sample
    assert "rekaan" in regency.source
    assert regency.frame("opd").height == LARGEST == 48
    assert date(2020, 3, 2) == CLOCK
