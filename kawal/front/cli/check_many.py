"""`kawal check FOLDER` over packages of many regencies: one line each, no message written.

Each regency is judged just as it is alone, though several stand side by side in the same frames. They
are spread over a few processes, since most of the time goes into work that one Python does in turn;
each process keeps Polars to one thread. They are spawned: Polars may hang in a forked one.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kawal.engine.shared.errors import UnusableInput
from kawal.engine.shared.files import write_together
from kawal.engine.shared.language import SOURCE
from kawal.engine.shared.wording import thousands
from kawal.front.cli import check
from kawal.front.cli.speech import complain, tell, tell_problems, tell_unwritten

if TYPE_CHECKING:
    from kawal.engine.checks.verdict import Verdict
    from kawal.engine.reference.pack import ReferencePack
    from kawal.engine.snapshot import Snapshot

MOST_PROCESSES = 4
WORTH_SPAWNING = 8
"""Fewer regencies are judged sooner in this process than others have started."""
TOGETHER = 16
"""How many are read and judged side by side: more gain little, and hold more memory."""
_ORDER = (check.UNUSABLE, check.THIN, check.BLOCKED, check.CLEAN)
_MEANING = {
    check.CLEAN: "tanpa yang menghalangi",
    check.BLOCKED: "dengan yang menghalangi",
    check.THIN: "terlalu sedikit dapat dinilai",
    check.UNUSABLE: "tidak dapat dipakai atau aturan galat",
}


@dataclass(frozen=True)
class Summary:
    """One regency in one line. package: name of its folder or zip. unknown, assessed, applicable:
    judgements. problem: why it could not be used, None where it could; then the counts are 0.
    fault: the code of that, None where Kawal itself failed."""

    package: str
    region: str
    headline: str
    blocking: int
    warnings: int
    unknown: int
    assessed: int
    applicable: int
    status: int
    problem: str | None = None
    fault: str | None = None


def packages_in(paths: Sequence[Path]) -> list[Path]:
    """The packages in the one folder that is no package itself, by name; empty for other paths."""
    from kawal.engine.snapshot.package import is_package
    from kawal.engine.snapshot.parquet import is_parquet

    def is_one(path: Path) -> bool:
        return is_package(path) or is_parquet(path)

    try:
        if len(paths) != 1 or not paths[0].is_dir() or is_one(paths[0]):
            return []
        return sorted(each for each in paths[0].iterdir() if is_one(each))
    except OSError:  # who reads it as one package says why it cannot be opened
        return []


def run(packages: Sequence[Path], options: argparse.Namespace, on: date) -> int:
    """Judge each, tell it in one line. Returns the worst exit status."""
    if refusal := _refusal(options):
        complain(refusal)
        return check.UNUSABLE
    try:
        packs = check.packs_of(options)
    except UnusableInput as error:
        tell_problems(error)
        return check.UNUSABLE
    found = []
    tell(_HEADING, "─" * len(_HEADING))
    for summary in summaries(packages, on, options.min_coverage, packs):
        tell(_line(summary))
        found.append(summary)
    tell("─" * len(_HEADING), *_totals(found))
    if options.json:
        try:
            write_together({options.json: as_json(found).encode()})
        except OSError as error:
            tell_unwritten("Laporan", error)
            return check.UNUSABLE
        tell(f"Laporan: {options.json}")
    statuses = {summary.status for summary in found}
    return next(status for status in _ORDER if status in statuses)


def summaries(
    packages: Sequence[Path], on: date, min_coverage: int, packs: Sequence[ReferencePack] = ()
) -> Iterator[Summary]:
    """One summary per package, in the order given. packs: the official lists to judge with."""
    groups = [packages[at : at + TOGETHER] for at in range(0, len(packages), TOGETHER)]
    some = partial(_summaries_of, on=on, min_coverage=min_coverage, packs=packs)
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if processes == 1 or len(packages) < WORTH_SPAWNING:
        yield from chain.from_iterable(map(some, groups))
        return
    # loaded here: a check of one regency passes through this module, and needs neither
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    executor = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_start)
    try:
        yield from chain.from_iterable(executor.map(some, groups))
    finally:
        executor.shutdown(cancel_futures=True)


def _summaries_of(
    packages: Sequence[Path], on: date, min_coverage: int, packs: Sequence[ReferencePack]
) -> list[Summary]:
    """A few packages judged together; what that does not suit, alone."""
    together = _together(packages, packs)
    return [
        _summary(package, *together[package], min_coverage)
        if package in together
        else summary_of(package, on, min_coverage, packs)
        for package in packages
    ]


def _together(
    packages: Sequence[Path], packs: Sequence[ReferencePack]
) -> dict[Path, tuple[Snapshot, Verdict]]:
    """The packages without waivers that can be judged together. Whatever breaks here is left out:
    judged alone, it says what is wrong."""
    from kawal.engine.checks.catalogue import RULES
    from kawal.engine.checks.many import verdicts, verdicts_of
    from kawal.engine.checks.waivers import waiver_files
    from kawal.engine.snapshot.several import read_several

    found: dict[Path, tuple[Snapshot, Verdict]] = {}
    bare = [package for package in packages if not waiver_files([package])]
    with suppress(Exception):
        for several in read_several(bare):
            answers = verdicts_of(several.together, RULES, packs)
            found |= _answered(several.paths, several.together.snapshots, answers)
    rest = _read_alone(package for package in bare if package not in found)
    with suppress(Exception):
        found |= _answered([*rest], [*rest.values()], verdicts([*rest.values()], RULES, packs))
    return found


def _read_alone(packages: Iterable[Path]) -> dict[Path, Snapshot]:
    from kawal.engine.readers import read_paths

    snapshots = {}
    for package in packages:
        with suppress(Exception):
            snapshots[package] = read_paths([package]).snapshot
    return snapshots


def _answered(
    packages: Sequence[Path], snapshots: Sequence[Snapshot], answers: Sequence[Verdict | None]
) -> dict[Path, tuple[Snapshot, Verdict]]:
    found = zip(packages, snapshots, answers, strict=True)
    return {package: (own, answer) for package, own, answer in found if answer is not None}


def summary_of(
    package: Path, on: date, min_coverage: int, packs: Sequence[ReferencePack] = ()
) -> Summary:
    """What `kawal check` says of the package alone, without writing any message."""
    try:
        result, _ = check.judged([package], None, on, packs)
        return _summary(package, result.snapshot, result.verdict, min_coverage)
    except UnusableInput as error:
        more = len(error.problems) - 1
        rest = f" (dan {thousands(more)} galat lain)" if more else ""
        return _unusable(package, f"{error.problems[0]}{rest}", error.problems[0].fault)
    except Exception as error:  # whatever one package breaks, the others are judged
        return _unusable(package, f"Galat di Kawal, laporkan: {type(error).__name__}: {error}")


def _summary(package: Path, snapshot: Snapshot, verdict: Verdict, min_coverage: int) -> Summary:
    from kawal.engine.checks.rule import Outcome
    from kawal.engine.report.headline import headline_of
    from kawal.engine.report.view import region_label

    return Summary(
        package=package.name,
        region=region_label(snapshot),
        headline=headline_of(verdict, min_coverage),
        blocking=verdict.blocking,
        warnings=verdict.warnings,
        unknown=verdict.count(Outcome.UNKNOWN),
        assessed=verdict.assessed,
        applicable=verdict.applicable,
        status=check.status_of(verdict, min_coverage),
    )


def as_json(found: Sequence[Summary]) -> str:
    """An array of the summaries, in the form of `docs/many.schema.json`."""
    return json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1) + "\n"


def _unusable(package: Path, problem: str, fault: str | None = None) -> Summary:
    headline = "Masukan tidak dapat dipakai"
    return Summary(package.name, "–", headline, 0, 0, 0, 0, 0, check.UNUSABLE, problem, fault)


def _start() -> None:
    """In each process, before anything loads Polars; a break by the keyboard is for the parent."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _refusal(options: argparse.Namespace) -> str | None:
    if options.html or options.xlsx:
        option = "--html" if options.html else "--xlsx"
        return f"{option} hanya untuk satu daerah: periksa foldernya atau zipnya sendiri."
    if options.profile:
        return "--profile hanya untuk berkas .csv; folder ini memuat paket data."
    if options.lang != SOURCE:
        return "--lang hanya untuk satu daerah: periksa foldernya atau zipnya sendiri."
    return None


_HEADING = (
    f"{'Paket':<14}{'Wilayah':<27}{'Jawaban':<23}"
    f"{'Halang':>7}{'Ingat':>7}{'Tak':>7}{'Dinilai':>8}{'':>3}"
)


def _line(summary: Summary) -> str:
    if summary.problem is not None:
        return f"{summary.package:<13} {summary.headline}: {summary.problem}"
    from kawal.engine.report.view import share

    answer = summary.headline.partition(":")[0]
    counts = (summary.blocking, summary.warnings, summary.unknown)
    return (
        f"{summary.package:<13} {summary.region:<26} {answer:<23}"
        + "".join(f"{thousands(count):>7}" for count in counts)
        + f"{share(summary.assessed, summary.applicable):>8}{summary.status:>3}"
    )


def _totals(found: Sequence[Summary]) -> Iterator[str]:
    counts = Counter(summary.status for summary in found)
    yield f"{thousands(len(found))} paket."
    for status in reversed(_ORDER):
        if counts[status]:
            yield f"  {status}: {thousands(counts[status])} {_MEANING[status]}"
