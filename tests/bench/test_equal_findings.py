"""The engine and its two peers find the same, or no figure of the bench means anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import by_hand_pandas, by_hand_polars
from bench.__main__ import COMPARED, DAY, difference_on
from bench.emptied import emptied
from bench.nation import difference_of_many
from kawal.engine.checks.result import check
from kawal.engine.checks.rule import Outcome
from kawal.engine.generator.faults import plant
from kawal.engine.generator.regency import sample_regency
from kawal.engine.snapshot import Snapshot, package
from tests.bench.disturbing import disturbed, thinned

SHARES = (0.0005, 0.005, 0.05, 0.4)
"""From a few cells that are missing to a table that hardly says anything."""


@pytest.fixture(scope="module", params=[(2, 1), (6, 4), (16, 9)], ids=str)
def regency(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A regency of so many OPD, with faults in it."""
    opd, seed = request.param
    folder = tmp_path_factory.mktemp("bench") / "daerah"
    package.write(sample_regency(opd=opd, seed=seed), folder)
    plant(folder, faults=10 * opd, seed=seed)
    return package.read(folder)


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


def test_in_that_each_rule_has_both_outcomes(faulty_regency: Path) -> None:
    """Otherwise the comparison above would compare nothing with nothing."""
    regency = package.read(faulty_regency)
    grounds = [
        regency,
        emptied(regency, share=0.05, seed=1),
        disturbed(regency, share=0.05, seed=1),
        thinned(regency, share=0.2, seed=1),
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
    for peer in (by_hand_pandas, by_hand_polars):
        assert peer.__file__ is not None
        for file in Path(peer.__file__).parent.glob("*.py"):
            assert "kawal.engine.checks" not in file.read_text("utf-8"), file
