"""Input comes to harm in many ways: each is refused for what it is, where it is, or does no harm."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from kawal.engine.shared.errors import UnusableInput
from kawal.engine.shared.wording import printable
from tests.bad_input.case import HARMLESS, MUTATORS, Case, Expected, Ground, Mutator, Told
from tests.bad_input.mutators import descriptors, parquets, tables, zips  # noqa: F401
from tests.front.command import kawal

SEEDS = 5
Sound = Callable[[Ground], tuple[str, str]]


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    """Gives the fingerprint and the digest of a ground to which nothing has happened."""
    known: dict[str, tuple[str, str]] = {}

    def of(ground: Ground) -> tuple[str, str]:
        if ground.name not in known:
            case = ground.lay(tmp_path_factory.mktemp(ground.name) / "masukan")
            known[ground.name] = case.fingerprint(), ground.read(case)
        return known[ground.name]

    return of


def refused(ground: Ground, case: Case, into: Path, said: pytest.CaptureFixture[str]) -> Expected:
    """What is told of the case, by the engine and, in words, by the command that writes nothing."""
    with pytest.raises(UnusableInput) as refusal:
        ground.read(case)
    into.mkdir()

    assert kawal(*ground.call(case, into)) == 2
    heard = said.readouterr().err
    assert all(printable(str(problem)) in heard for problem in refusal.value.problems)
    assert not list(into.glob("hasil*")), "something was written"
    return {Told.of(problem) for problem in refusal.value.problems}


def names(mutator: Mutator) -> str:
    return f"{mutator.ground.name}-{mutator.name}"


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("mutator", MUTATORS, ids=names)
def test_damage_is_told_as_what_it_is_or_does_no_harm(
    mutator: Mutator, seed: int, sound: Sound, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ground, case = mutator.ground, mutator.ground.lay(tmp_path / "masukan")
    fingerprint, digest = sound(ground)

    expected = mutator.damage(Random(f"{mutator.name} {seed}"), case)
    damaged = case.fingerprint()

    assert damaged != fingerprint, "nothing was changed"
    if expected == HARMLESS:
        assert ground.read(case) == digest
    else:
        assert refused(ground, case, tmp_path / "keluaran", capsys) == expected
    assert not list(tmp_path.rglob(".kawal-*")), "a draft was left"
    assert case.fingerprint() == damaged, "the input was changed"
