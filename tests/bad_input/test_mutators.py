"""Input comes to harm in many ways: each is refused for what it is, where it is, or does no harm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from kawal.engine.shared.errors import UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.wording import printable
from tests.bad_input.case import HARMLESS, Case, Expected, Ground, Mutator, Told
from tests.bad_input.mutators import MUTATORS
from tests.front.command import kawal

SEEDS = 5
SOAKED = 1_000
"""Runs of the long count: seeds beyond those above, and two mutators at once."""
BY_GROUND = {
    ground: [each for each in MUTATORS if each.ground.name == ground]
    for ground in dict.fromkeys(each.ground.name for each in MUTATORS)
}
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


def hold(
    mutator: Mutator, seed: int, sound: Sound, folder: Path, said: pytest.CaptureFixture[str]
) -> None:
    """The mutator does what it says, and nothing else has changed after that."""
    ground, case = mutator.ground, mutator.ground.lay(folder / "masukan")
    fingerprint, digest = sound(ground)

    expected = mutator.damage(Random(f"{mutator.name} {seed}"), case)
    damaged = case.fingerprint()

    assert damaged != fingerprint, "nothing was changed"
    if expected == HARMLESS:
        assert ground.read(case) == digest
    else:
        assert refused(ground, case, folder / "keluaran", said) == expected
    assert not list(folder.rglob(".kawal-*")), "a draft was left"
    assert case.fingerprint() == damaged, "the input was changed"


def name_of(mutator: Mutator) -> str:
    return f"{mutator.ground.name}-{mutator.name}"


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("mutator", MUTATORS, ids=name_of)
def test_damage_is_told_as_what_it_is_or_does_no_harm(
    mutator: Mutator, seed: int, sound: Sound, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hold(mutator, seed, sound, tmp_path, capsys)


@pytest.mark.soak
@pytest.mark.parametrize("run", range(SOAKED // 2))
def test_damage_of_many_more_seeds_is_told_as_well(
    run: int, sound: Sound, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    turn, place = divmod(run, len(MUTATORS))

    hold(MUTATORS[place], SEEDS + turn, sound, tmp_path, capsys)


@pytest.mark.soak
@pytest.mark.parametrize("run", range(SOAKED // 2))
def test_of_two_damages_at_least_one_is_told_and_no_third(
    run: int, sound: Sound, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dice = Random(f"two {run}")
    mutators, case, expected = two_damages(dice, tmp_path)
    ground, damaged = mutators[0].ground, case.fingerprint()

    if expected == HARMLESS:
        assert ground.read(case) == sound(ground)[1], [each.name for each in mutators]
    else:
        told = refused(ground, case, tmp_path / "keluaran", capsys)
        assert faults(told) <= faults(expected), [each.name for each in mutators]
    assert case.fingerprint() == damaged, "the input was changed"


def two_damages(dice: Random, folder: Path) -> tuple[list[Mutator], Case, Expected]:
    """Two mutators of one ground, the case after both, and what either expects. Where the first
    leaves nothing that the second could damage, others are drawn."""
    for attempt in range(100):
        mutators = dice.sample(BY_GROUND[dice.choice(sorted(BY_GROUND))], 2)
        mutators.sort(key=lambda each: each.last)
        if mutators[0].last:
            continue
        case = mutators[0].ground.lay(folder / f"{attempt}" / "masukan")
        try:
            told = [each.damage(dice, case) for each in mutators]
        except Exception:  # whatever it trips over in input that is broken already
            continue
        return mutators, case, told[0] | told[1]
    raise AssertionError("no two mutators go together")


def faults(told: Expected) -> set[Fault]:
    return {each.fault for each in told}


def test_there_are_sixty_mutators_and_many_on_every_ground() -> None:
    counts = Counter(each.ground.name for each in MUTATORS)

    assert len({each.name for each in MUTATORS}) == len(MUTATORS) >= 60
    assert set(counts) == {
        "folder", "zip", "parquet", "template", "source", "waivers", "reference", "call",
    }  # fmt: skip
    assert min(counts.values()) >= 10


def test_every_fault_of_input_has_a_mutator_that_expects_it(tmp_path: Path) -> None:
    """A kind of fault that nothing shows would be a promise that nobody has tried."""
    shown: set[Fault] = set()
    for number, mutator in enumerate(MUTATORS):
        for seed in range(SEEDS):
            case = mutator.ground.lay(tmp_path / f"{number}-{seed}" / "masukan")
            shown |= faults(mutator.damage(Random(f"{mutator.name} {seed}"), case))

    assert set(Fault) - shown == {Fault.CALL, Fault.ALREADY_THERE}, "of commands, not of input"
