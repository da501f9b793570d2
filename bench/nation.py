"""`make bench-nation`: `kawal check FOLDER` over the packages of 50 and of 514 regencies, and the
judging of 100 beside pandas and pandera."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import polars as pl

from bench import by_hand_pandas, by_schema
from bench.__main__ import COMPILED, DAY, FAULTS, OPD, PAGE
from bench.emptied import emptied
from bench.nation_peers import (
    ALONE,
    AT_ONCE,
    ENGINE,
    ENGINE_OF_SCHEMAS,
    EVERY_RULE,
    LOOPED,
    PANDERA,
    beside_pandas,
    beside_pandera,
    difference_of_many,
    difference_of_schemas,
)
from bench.page import NATION, machine, nation_part, sharpness_part
from bench.rounds import Times
from kawal.engine.checks.catalogue import RULES
from kawal.engine.generator.faults import plant
from kawal.engine.generator.regency import sample_regency
from kawal.engine.snapshot import Snapshot, package, parquet
from kawal.front.cli.check_many import TOGETHER

SEEDS = 20
FEW, ALL, PEER = 50, 514, 100
LONGEST, LARGEST, STEEPEST, LEAST_LEAD = 25.0, 2048.0, 1.2, 2.5
"""Seconds and MiB for ALL on two cores; time per regency at ALL to FEW; pandas to the engine."""
EMPTIED = 0.01
"""The share of cells that are emptied in the regencies on which the peers are compared once more."""
_MEANING = f"""*Written by `.venv/bin/python -m bench.nation --write`; `make bench-nation` repeats it
and writes nothing. Run it on a machine that does nothing else: it prints the load.*

- `kawal check FOLDER`: the whole process over a folder of packages, every rule, counts and one line
  per regency; no message. Memory is that of all its processes, where what they share counts twice.
- {ENGINE}, {ALONE}, {LOOPED}, {AT_ONCE}: the same {len(by_hand_pandas.CODES)} rules on {PEER}
  snapshots in memory in one process, and the counts of what is *gagal* and *tidak dapat dinilai*,
  which are compared beforehand. {ENGINE.capitalize()} judges {TOGETHER} side by side, as the command
  does, and joins their tables within the time. pandas has its tables converted, and for all at once
  also joined, before the clock starts.
- {EVERY_RULE}: the same with every rule there is.
- {PANDERA}: the {len(by_schema.CODES)} rules that can be said of one table's own columns, named
  below the table, as schemas of pandera over Polars (`bench/by_schema.py`), all faults of a table at
  once (`lazy=True`), and the counts of what is *gagal*, which are compared beforehand. The rows that
  the rules speak of are picked before the clock starts. A schema cannot say *tidak dapat dinilai*.
- {ENGINE_OF_SCHEMAS}: just those rules, from the snapshot.
"""


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


@dataclass(frozen=True)
class Judging:
    """The judging of PEER regencies: beside pandas, and beside pandera for what it can say."""

    pandas: dict[str, Times]
    pandera: dict[str, Times]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures. Returns 0, or 1 where the peers do not find the same."""
    parser = argparse.ArgumentParser(prog="python -m bench.nation", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each (3)")
    parser.add_argument("--seeds", type=int, default=SEEDS, help=f"different regencies ({SEEDS})")
    parser.add_argument("--parquet", action="store_true", help="the packages as Parquet")
    parser.add_argument("--write", action="store_true", help=f"write it into docs/{PAGE.name}")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        seeds = [_seed(Path(scratch) / "benih", number) for number in range(options.seeds)]
        snapshots = [package.read(seeds[number % len(seeds)]) for number in range(PEER)]
        if difference := list(_difference(snapshots[: len(seeds)])):
            print("\n".join(difference), file=sys.stderr)
            return 1
        folders = [
            _nation(Path(scratch) / str(count), count, seeds, options.parquet)
            for count in (FEW, ALL)
        ]
        runs = [[_command(folder) for folder in folders] for _ in range(options.rounds)]
    judging = Judging(
        beside_pandas(snapshots, options.rounds), beside_pandera(snapshots, options.rounds)
    )
    table = "\n".join(_told(runs, judging, snapshots[0], options))
    print(table)
    if options.write:
        text = PAGE.read_text("utf-8")
        others = text.removesuffix(nation_part(text))
        kept = sharpness_part(text)
        PAGE.write_text(f"{others}{NATION}\n{table}\n\n{_MEANING}{kept}", encoding="utf-8")
    return 0


def _difference(snapshots: Sequence[Snapshot]) -> Iterator[str]:
    poorer = [
        emptied(snapshot, share=EMPTIED, seed=seed) for seed, snapshot in enumerate(snapshots[:3])
    ]
    yield from difference_of_many(snapshots)
    yield from difference_of_many(poorer)
    yield from difference_of_schemas(snapshots)


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


def _told(
    runs: Sequence[Sequence[Run]],
    judging: Judging,
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
    yield from _rows(f"Judging {PEER} regencies", judging.pandas, ENGINE)
    yield ""
    title = f"Judging {PEER} by {len(by_schema.CODES)} rules of one table"
    yield from _rows(title, judging.pandera, ENGINE_OF_SCHEMAS)
    yield ""
    yield f"Those rules: {', '.join(by_schema.CODES)} (pandera {version('pandera')})."
    yield ""
    yield from _bars(runs, judging.pandas)


def _rows(title: str, times: dict[str, Times], base: str) -> Iterator[str]:
    yield f"| {title} | rounds | min s | median s | ms per regency | ratio to {base} |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for name, each in times.items():
        yield (
            f"| {name} | {len(each.rounds)} | {each.least / 1000:.2f} | {each.median / 1000:.2f} "
            f"| {each.median / PEER:.1f} | {each.ratio_to(times[base]):.2f} |"
        )


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
