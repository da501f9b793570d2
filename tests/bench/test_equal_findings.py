"""The engine and its two peers find the same, or no figure of the bench means anything."""

from __future__ import annotations

from pathlib import Path

import pytest

import bench
from bench import by_hand_polars, by_schema
from bench.__main__ import COMPARED, DAY, difference_on
from bench.emptied import emptied
from bench.nation_peers import OF_SCHEMAS, difference_of_many, difference_of_schemas
from kawal.engine.checks.result import check
from kawal.engine.checks.rule import Outcome
from kawal.engine.generator.faults import plant
from kawal.engine.generator.regency import sample_regency
from kawal.engine.snapshot import Snapshot, package
from tests.bench.disturbing import disturbed, thinned

BENCH = Path(bench.__file__ or "").parent
SHARES = (0.0005, 0.005, 0.05, 0.4)
"""From a few cells that are missing to a table that hardly says anything."""


def regency_with_faults(folder: Path, opd: int, seed: int) -> Snapshot:
    package.write(sample_regency(opd=opd, seed=seed), folder)
    plant(folder, faults=8 * opd, seed=seed)
    return package.read(folder)


@pytest.fixture(scope="module", params=[(2, 1), (6, 4), (16, 9)], ids=str)
def regency(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A regency of so many OPD, with faults in it."""
    return regency_with_faults(tmp_path_factory.mktemp("bench") / "daerah", *request.param)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A regency in which every rule finds a fault."""
    return regency_with_faults(tmp_path_factory.mktemp("bench") / "penuh", opd=24, seed=3)


def test_all_three_find_the_same_faults(regency: Snapshot) -> None:
    assert not [*difference_on(regency)]


@pytest.mark.parametrize("share", SHARES)
def test_all_three_find_the_same_where_cells_are_empty(regency: Snapshot, share: float) -> None:
    for seed in range(2):
        poorer = emptied(regency, share=share, seed=seed)

        assert not [*difference_on(poorer)], f"seed {seed}"


@pytest.mark.parametrize("share", [0.003, 0.03, 0.2])
def test_all_three_find_the_same_in_any_disorder(regency: Snapshot, share: float) -> None:
    for seed in range(2):
        rough = disturbed(regency, share=share, seed=seed)

        assert not [*difference_on(rough)], f"seed {seed}"
        assert not [*difference_on(emptied(rough, share=share / 3, seed=seed))], f"seed {seed}"


@pytest.mark.parametrize("share", [0.02, 0.2])
def test_all_three_find_the_same_where_plans_and_levels_are_not_there(
    regency: Snapshot, share: float
) -> None:
    for seed in range(4):
        thin = thinned(regency, share=share, seed=seed)

        assert not [*difference_on(thin)], f"seed {seed}"


def test_in_that_each_rule_has_both_outcomes(crowded: Snapshot) -> None:
    """Otherwise the comparison above would compare nothing with nothing."""
    grounds = [
        crowded,
        emptied(crowded, share=0.05, seed=1),
        disturbed(crowded, share=0.05, seed=1),
        thinned(crowded, share=0.2, seed=1),
    ]
    found = set[tuple[str, ...]]()
    for each in grounds:
        found.update(check(each, COMPARED, DAY).failing.select("rule", "outcome").iter_rows())

    only_presence = {"LENGKAP-01", "LENGKAP-02", "LENGKAP-03"}
    assert found == {
        (rule.code, outcome.value)
        for rule in COMPARED
        for outcome in (Outcome.FAILED, Outcome.UNKNOWN)
        if outcome is Outcome.FAILED or rule.code not in only_presence
    }


def test_pandas_finds_the_same_in_several_regencies_at_once() -> None:
    regencies = [
        emptied(sample_regency(opd=3, seed=seed), share=0.01, seed=seed) for seed in range(3)
    ]

    assert not [*difference_of_many(regencies)]


def test_pandera_finds_the_same_faults_by_the_rules_that_it_can_say(regency: Snapshot) -> None:
    assert not [*difference_of_schemas([regency])]


def test_in_that_each_rule_of_pandera_finds_something(crowded: Snapshot) -> None:
    found = by_schema.counts(by_schema.frames(crowded))

    assert {rule.code for rule in OF_SCHEMAS} == {*by_schema.CODES} == {*found}


def test_a_fault_that_pandera_misses_is_told(
    crowded: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_schema, "counts", lambda _: {})

    said = [*difference_of_schemas([crowded])]

    assert len(said) == len(by_schema.CODES)
    assert "pandera, one by one finds 0 of KODE-01, the engine" in said[1]


def test_a_peer_that_misses_a_finding_is_told_by_rule_key_and_outcome(
    small_regency: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    poorer = emptied(small_regency, share=0.01, seed=1)
    rule, key, outcome = check(poorer, COMPARED, DAY).failing.row(0)[:3]
    whole = by_hand_polars.findings
    monkeypatch.setattr(by_hand_polars, "findings", lambda snapshot: whole(snapshot).filter(
        ~((whole(snapshot)["rule"] == rule) & (whole(snapshot)["key"] == key))
    ))  # fmt: skip

    said = [*difference_on(poorer)]

    assert f"  only the engine: {rule} {key} {outcome}" in said
    assert "Polars by hand: other counts than the engine" in said
    assert not [line for line in said if "pandas" in line]


def test_the_peers_use_nothing_of_the_checks() -> None:
    for peer in ("by_hand_pandas/*.py", "by_hand_polars/*.py", "by_schema.py"):
        for file in BENCH.glob(peer):
            assert "kawal.engine.checks" not in file.read_text("utf-8"), file
