"""`make bench`: the engine beside the same rules by hand, and the command beside its imports."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from bench import by_hand_pandas, by_hand_polars, sharpening
from bench.emptied import emptied
from bench.page import (
    CHECK,
    CHECK_HTML,
    CHECK_JSON,
    ENGINE,
    HTML_WARM,
    IMPORT,
    PANDAS,
    POLARS,
    SHARPEN,
    Measured,
    nation_part,
    page,
    table,
)
from bench.rounds import Times, interleaved
from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.result import Result, check
from kawal.engine.generator.faults import plant
from kawal.engine.generator.regency import sample_regency
from kawal.engine.report.html import as_html
from kawal.engine.report.view import view_of
from kawal.engine.shared.files import write_together
from kawal.engine.snapshot import Snapshot, package

OPD, SEED, FAULTS = 48, 7, 200
DAY = date(2020, 3, 2)
MIN_COVERAGE = 90
ROUNDS, WARM_UP = 40, 5
PROCESS_ROUNDS, PROCESS_WARM_UP = 15, 1
SHARPEN_ROUNDS = 5
PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"

EMPTIED = 0.01
"""The share of cells that are emptied in the second sample that the three are compared on."""

COMPARED = tuple(rule for rule in RULES if rule.code in by_hand_pandas.CODES)
"""The rules that were also written by hand; only those can be set beside each other."""

Found = list[tuple[str, str, str]]
"""rule, key and outcome."""


COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Python's bytecode is kept, as on any office's machine, so that the second start is quick."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 0, or 1 where the three do not find the same."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write docs/{PAGE.name}")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "daerah"
        snapshot = _sample(folder)
        tables = by_hand_pandas.tables(snapshot)
        poorer = emptied(snapshot, share=EMPTIED, seed=SEED)
        if difference := [*difference_on(snapshot), *difference_on(poorer)]:
            print("\n".join(difference), file=sys.stderr)
            return 1
        measured = Measured(
            snapshot=snapshot,
            findings=Counter(by_hand_polars.findings(snapshot)["outcome"]),
            compared=by_hand_polars.findings(poorer).height,
            judging=_judging(snapshot, tables),
            processes=_processes(folder),
            html=_html(snapshot, folder.with_name("laporan.html")),
            sharpening=_sharpening(folder.with_name("indikator.csv")),
        )
    print(table(measured))
    if options.write:
        kept = nation_part(PAGE.read_text("utf-8"))
        PAGE.write_text(page(measured) + kept, encoding="utf-8")
    return 0


def _sample(folder: Path) -> Snapshot:
    """The sample regency with faults, written and read back as any package is."""
    package.write(sample_regency(opd=OPD, seed=SEED), folder)
    plant(folder, faults=FAULTS, seed=SEED)
    return package.read(folder)


def difference_on(snapshot: Snapshot) -> Iterable[str]:
    """Where the three do not find the same, or do not count what they find."""
    result = _judged(snapshot)
    by_polars = by_hand_polars.findings(snapshot)
    by_pandas = by_hand_pandas.findings(by_hand_pandas.tables(snapshot))
    expected = sorted(result.failing.select("rule", "key", "outcome").iter_rows())
    counted = Counter((rule, outcome) for rule, _, outcome in expected)
    yield from _unlike(POLARS, expected, sorted(by_polars.iter_rows()))
    yield from _unlike(PANDAS, expected, sorted(by_pandas.itertuples(index=False, name=None)))
    if by_hand_polars.counts(by_polars) != counted:
        yield f"{POLARS}: other counts than {ENGINE}"
    if by_hand_pandas.counts(by_pandas) != counted:
        yield f"{PANDAS}: other counts than {ENGINE}"


def _unlike(name: str, expected: Found, found: Found) -> Iterable[str]:
    if found == expected:
        return
    yield f"{name} finds {len(found)}, {ENGINE} {len(expected)}"
    yield from (f"  only {ENGINE}: {' '.join(each)}" for each in sorted({*expected} - {*found}))
    yield from (f"  only {name}: {' '.join(each)}" for each in sorted({*found} - {*expected}))


def _judged(snapshot: Snapshot) -> Result:
    """A fresh result with its findings and counts worked out, and no message written."""
    result = check(snapshot, COMPARED, DAY)
    _ = result.failing, result.verdict
    return result


def _judging(snapshot: Snapshot, tables: by_hand_pandas.Tables) -> dict[str, Times]:
    return interleaved(
        {
            ENGINE: lambda: _judged(snapshot),
            POLARS: lambda: by_hand_polars.counts(by_hand_polars.findings(snapshot)),
            PANDAS: lambda: by_hand_pandas.counts(by_hand_pandas.findings(tables)),
        },
        rounds=ROUNDS,
        warm_up=WARM_UP,
    )


def _processes(folder: Path) -> dict[str, Times]:
    check_it = ("-m", "kawal", "check", str(folder), "--on", DAY.isoformat())
    report = folder.with_name("laporan")
    return interleaved(
        {
            IMPORT: _process("-c", "import polars"),
            CHECK: _process(*check_it),
            CHECK_HTML: _process(*check_it, "--html", f"{report}.html"),
            CHECK_JSON: _process(*check_it, "--json", f"{report}.json"),
        },
        rounds=PROCESS_ROUNDS,
        warm_up=PROCESS_WARM_UP,
    )


def _sharpening(file: Path) -> Times:
    file.write_bytes(sharpening.as_csv())
    run = _process("-m", "kawal", "sharpen", str(file), "-o", f"{file}.hasil.csv")
    return interleaved({SHARPEN: run}, rounds=SHARPEN_ROUNDS, warm_up=1)[SHARPEN]


def _process(*arguments: str) -> Callable[[], None]:
    """Runs this Python anew. Findings that block (1) are an answer; any other status is a fault."""

    def run() -> None:
        done = subprocess.run(
            [sys.executable, *arguments], capture_output=True, check=False, env=COMPILED
        )
        if done.returncode not in (0, 1) or done.stderr:
            raise RuntimeError(done.stderr.decode())

    return run


def _html(snapshot: Snapshot, file: Path) -> Times:
    """Messages, page and file, each time for a result that was judged but not yet told."""
    results = iter([_judged(snapshot) for _ in range(PROCESS_ROUNDS + PROCESS_WARM_UP)])

    def run() -> None:
        view = view_of(next(results), (), MIN_COVERAGE)
        write_together({file: as_html(view, "kawal check daerah").encode()})

    return interleaved({HTML_WARM: run}, rounds=PROCESS_ROUNDS, warm_up=PROCESS_WARM_UP)[HTML_WARM]


if __name__ == "__main__":
    sys.exit(main())
