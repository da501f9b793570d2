"""`make bench-nation`: `kawal check FOLDER` over the packages of 50 and of 514 regencies, and the
judging of 100 beside pandas."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import polars as pl

from bench import by_hand_pandas
from bench.__main__ import COMPILED, DAY, FAULTS, OPD, PAGE
from bench.page import NATION, machine, nation_part
from bench.rounds import Times, interleaved
from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.result import check
from kawal.engine.checks.rule import Outcome, Rule
from kawal.engine.generator.faults import plant
from kawal.engine.generator.regency import sample_regency
from kawal.engine.snapshot import Snapshot, package, parquet
from kawal.engine.snapshot.schema import BY_NAME, Kind

SEEDS = 20
FEW, ALL, PEER = 50, 514, 100
LONGEST, LARGEST, STEEPEST, LEAST_LEAD = 25.0, 2048.0, 1.2, 2.5
"""Seconds and MiB for ALL on two cores; time per regency at ALL to FEW; pandas to the engine."""
ENGINE, LOOPED, AT_ONCE = "the engine", "pandas, one by one", "pandas, all at once"
EVERY_RULE = "the engine, every rule"
_MEANING = f"""*Written by `.venv/bin/python -m bench.nation --write`; `make bench-nation` repeats it
and writes nothing. Run it on a machine that does nothing else: it prints the load.*

- `kawal check FOLDER`: the whole process over a folder of packages, every rule, counts and one line
  per regency; no message. Memory is that of all its processes, where what they share counts twice.
- {ENGINE}, {LOOPED}, {AT_ONCE}: the same {len(by_hand_pandas.CODES)} rules on {PEER} snapshots in
  memory in one process, and the counts of what is *gagal* and *tidak dapat dinilai*, which are
  compared beforehand. pandas has its tables converted, and for all at once also joined, before the
  clock starts.
- {EVERY_RULE}: the same with every rule there is.
"""


Counts = dict[tuple[str, str], int]
"""Findings per rule and outcome."""


@dataclass(frozen=True)
class Run:
    """One run of the command: seconds, seconds of processor time, MiB of all its processes."""

    regencies: int
    seconds: float
    processor: float
    memory: float

    @property
    def each(self) -> float:
        """Milliseconds per regency."""
        return self.seconds * 1000 / self.regencies


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures. Returns 0, or 1 where engine and pandas do not find the same."""
    parser = argparse.ArgumentParser(prog="python -m bench.nation", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each (3)")
    parser.add_argument("--seeds", type=int, default=SEEDS, help=f"different regencies ({SEEDS})")
    parser.add_argument("--parquet", action="store_true", help="the packages as Parquet")
    parser.add_argument("--write", action="store_true", help=f"write it into docs/{PAGE.name}")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        seeds = [_seed(Path(scratch) / "benih", number) for number in range(options.seeds)]
        snapshots = [package.read(seeds[number % len(seeds)]) for number in range(PEER)]
        if difference := list(difference_of_many(snapshots[: len(seeds)])):
            print("\n".join(difference), file=sys.stderr)
            return 1
        folders = [
            _nation(Path(scratch) / str(count), count, seeds, options.parquet)
            for count in (FEW, ALL)
        ]
        runs = [[_command(folder) for folder in folders] for _ in range(options.rounds)]
    judging = _beside_pandas(snapshots, options.rounds)
    table = "\n".join(_told(runs, judging, snapshots[0], options))
    print(table)
    if options.write:
        text = PAGE.read_text("utf-8")
        others = text.removesuffix(nation_part(text))
        PAGE.write_text(f"{others}{NATION}\n{table}\n\n{_MEANING}", encoding="utf-8")
    return 0


def _seed(folder: Path, number: int) -> Path:
    package.write(sample_regency(opd=OPD, seed=number), folder / str(number))
    plant(folder / str(number), faults=FAULTS, seed=number)
    return folder / str(number)


def _nation(folder: Path, count: int, seeds: Sequence[Path], as_parquet: bool) -> Path:
    """A folder of so many regencies, each with its own name and region code."""
    for number in range(count):
        seed, code = seeds[number % len(seeds)], f"{10 + number // 100}.{number % 100:02}"
        target = folder / f"{number:03}"
        if as_parquet:
            snapshot = package.read(seed)
            region = snapshot.tables["region"].with_columns(code=pl.lit(code))
            tables = dict(snapshot.tables) | {"region": region}
            parquet.write(replace(snapshot, region=code, tables=tables), target)
            continue
        shutil.copytree(seed, target)
        for name in (package.DESCRIPTOR, "region.csv"):
            text = (target / name).read_text("utf-8")
            (target / name).write_text(text.replace("33.28", code), "utf-8")
    return folder


def _command(folder: Path) -> Run:
    """`kawal check` on the folder, in a session of its own so that its processes can be found."""
    call = [sys.executable, "-m", "kawal", "check", str(folder), "--on", DAY.isoformat()]
    before, start = os.times(), time.perf_counter()
    process = subprocess.Popen(
        call,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=COMPILED,
        start_new_session=True,
    )
    watch = _Memory(process.pid)
    _, said = process.communicate()
    seconds, after = time.perf_counter() - start, os.times()
    watch.stop()
    if process.returncode not in (0, 1) or said:
        raise RuntimeError(said.decode())
    spent = after.children_user + after.children_system
    spent -= before.children_user + before.children_system
    return Run(sum(1 for _ in folder.iterdir()), seconds, spent, watch.most)


class _Memory:
    """The most memory that all processes of a session held at once, in MiB, looked at ten times a
    second; what they share counts for each, so it is rather too much than too little."""

    def __init__(self, session: int) -> None:
        self.session, self.most, self._over = session, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        page = os.sysconf("SC_PAGE_SIZE")
        while not self._over.wait(0.1):
            pages = sum(_pages_of(each, self.session) for each in Path("/proc").glob("[0-9]*"))
            self.most = max(self.most, pages * page / 2**20)


def _pages_of(process: Path, session: int) -> int:
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has ended
        return 0
    return int(fields[21]) if int(fields[3]) == session else 0


def _rules_of_pandas() -> list[Rule]:
    return [rule for rule in RULES if rule.code in by_hand_pandas.CODES]


def _counted(snapshot: Snapshot, rules: Sequence[Rule]) -> Counts:
    """How many subjects there are per rule and outcome, of those that are findings."""
    result = check(snapshot, rules, DAY)
    counts = {
        (entry.rule.code, outcome.value): entry.counts[outcome]
        for entry in result.coverage
        for outcome in (Outcome.FAILED, Outcome.UNKNOWN)
    }
    return {each: count for each, count in counts.items() if count}


def difference_of_many(snapshots: Sequence[Snapshot]) -> Iterator[str]:
    """Where the two do not count the same, regency by regency and all at once."""
    rules, sums = _rules_of_pandas(), Counter[tuple[str, str]]()
    for snapshot in snapshots:
        expected = _counted(snapshot, rules)
        found = by_hand_pandas.findings(by_hand_pandas.tables(snapshot))
        if by_hand_pandas.counts(found) != expected:
            yield f"{snapshot.source}: {LOOPED} does not find what {ENGINE} finds"
        sums.update(expected)
    if by_hand_pandas.counts(by_hand_pandas.findings(_joined(snapshots))) != sums:
        yield f"{AT_ONCE} does not find what {ENGINE} finds"


def _joined(snapshots: Sequence[Snapshot]) -> by_hand_pandas.Tables:
    """All regencies as one set of tables, every key with the number of its regency before it."""
    each = [_numbered(snapshot, str(place)) for place, snapshot in enumerate(snapshots)]
    return {name: pd.concat([one[name] for one in each], ignore_index=True) for name in each[0]}


def _numbered(snapshot: Snapshot, place: str) -> by_hand_pandas.Tables:
    tables = {
        name: frame.with_columns(
            (pl.lit(f"{place}/") + pl.col(column.name)).alias(column.name)
            for column in BY_NAME[name].columns
            if column.kind is Kind.TEXT and (column.refers or column.name == "id")
        )
        for name, frame in snapshot.tables.items()
    }
    return by_hand_pandas.tables(replace(snapshot, tables=tables), region=place)


def _beside_pandas(snapshots: Sequence[Snapshot], rounds: int) -> dict[str, Times]:
    rules = _rules_of_pandas()
    tables = [by_hand_pandas.tables(snapshot) for snapshot in snapshots]
    joined = _joined(snapshots)
    return interleaved(
        {
            ENGINE: lambda: [_counted(_fresh(each), rules) for each in snapshots],
            EVERY_RULE: lambda: [_counted(_fresh(each), RULES) for each in snapshots],
            LOOPED: lambda: [
                by_hand_pandas.counts(by_hand_pandas.findings(each)) for each in tables
            ],
            AT_ONCE: lambda: by_hand_pandas.counts(by_hand_pandas.findings(joined)),
        },
        rounds=rounds,
        warm_up=1,
    )


def _fresh(snapshot: Snapshot) -> Snapshot:
    """The same without what it remembers of earlier rounds."""
    return replace(snapshot)


def _told(
    runs: Sequence[Sequence[Run]],
    judging: dict[str, Times],
    snapshot: Snapshot,
    options: argparse.Namespace,
) -> Iterator[str]:
    form = "Parquet" if options.parquet else "CSV"
    yield from machine(snapshot)
    yield f"{len(RULES)} rules; packages of {form}, {options.seeds} different."
    yield f"Load of the machine at the end: {os.getloadavg()[0]:.1f}."
    yield ""
    yield "| `kawal check FOLDER` | round | s | processor s | ms per regency | MiB, all processes |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for number, pair in enumerate(runs, 1):
        for run in pair:
            yield (
                f"| {run.regencies} regencies | {number} | {run.seconds:.1f} | {run.processor:.1f} "
                f"| {run.each:.1f} | {run.memory:.0f} |"
            )
    yield ""
    yield f"| Judging {PEER} regencies | rounds | min s | median s | ratio to {ENGINE} |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, times in judging.items():
        yield (
            f"| {name} | {len(times.rounds)} | {times.least / 1000:.2f} | "
            f"{times.median / 1000:.2f} | {times.ratio_to(judging[ENGINE]):.2f} |"
        )
    yield ""
    yield from _bars(runs, judging)


def _bars(runs: Sequence[Sequence[Run]], judging: dict[str, Times]) -> Iterator[str]:
    whole = [pair[1] for pair in runs]
    steep = sorted(pair[1].each / pair[0].each for pair in runs)[len(runs) // 2]
    fastest = min((LOOPED, AT_ONCE), key=lambda name: judging[name].median)
    lead = judging[fastest].ratio_to(judging[ENGINE])
    seconds, memory = min(run.seconds for run in whole), max(run.memory for run in whole)
    bars = (
        (f"{ALL} regencies, seconds, at most {LONGEST:.0f}", seconds, seconds <= LONGEST),
        (f"{ALL} regencies, MiB, at most {LARGEST:.0f}", memory, memory <= LARGEST),
        (f"Time per regency at {ALL} to that at {FEW}, at most {STEEPEST}", steep,
         steep <= STEEPEST),
        (f"{fastest} at {PEER}, in times of {ENGINE}, at least {LEAST_LEAD}", lead,
         lead >= LEAST_LEAD),
    )  # fmt: skip
    for text, figure, kept in bars:
        yield f"- {text}: {figure:.2f} ({'kept' if kept else 'missed'})"


if __name__ == "__main__":
    sys.exit(main())
