"""What was measured, as Markdown: for the terminal and for `docs/benchmarks.md`."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd
import polars as pl

from bench.rounds import Times
from kawal.engine.snapshot import Snapshot

ENGINE, POLARS, PANDAS = "the engine", "Polars by hand", "pandas"
IMPORT = '`python -c "import polars"`'
CHECK = "`kawal check`"
CHECK_HTML = "`kawal check --html`"
CHECK_JSON = "`kawal check --json`"
HTML_COLD = "writing the HTML, in a process of its own"
HTML_WARM = "writing the HTML, in a warm process"
SHARPEN = "`kawal sharpen`"
SHARPEN_BUDGET = 5
"""Seconds for ten thousand texts."""

NATION = "\n## Many regencies\n"
SHARPNESS = "\n## Sharpness\n"
"""Headings of what the whole page is not written with; the last is written by hand."""
"""Begins the part of the page that `bench/nation.py` writes."""

MEASURED = {
    ENGINE: "Every rule that was also written by hand, on every subject of a snapshot in memory: "
    "every finding, *gagal* or *tidak dapat dinilai*, with its key, outcome, OPD and row, and the "
    "counts per rule of all outcomes; not the reading of the files, not the messages.",
    POLARS: "The same findings (`bench/by_hand_polars`) with key and outcome, and their counts per "
    "rule; no OPD, nothing of *lolos* and *tidak berlaku*, no values for messages. It expects every "
    "table and column to be there.",
    PANDAS: "The same as Polars by hand (`bench/by_hand_pandas`), with decimals as float64 and "
    "text as pandas' default text; not the conversion of the tables to pandas.",
    IMPORT: "A process that starts Python and loads Polars: what no command here can undercut.",
    CHECK: "A whole process: start, read the package, judge, tell in the terminal (into a pipe).",
    CHECK_HTML: "The same, and the report as HTML written to a file.",
    CHECK_JSON: "The same as the first, and the report as JSON written to a file.",
    HTML_COLD: f"The differences, round by round, between {CHECK_HTML} and {CHECK}: what a process "
    "that ends afterwards pays, the loading of the template engine and of the template included.",
    HTML_WARM: "Within one process that has done it before, on a result whose findings are known: "
    "every message, the digest, the page, the file; no loading of the template engine or the "
    "template.",
    SHARPEN: "A whole process over 10,000 indicators (`bench/sharpening.py`): read, judged, "
    "proposals made and judged, the table written to a file.",
}


@dataclass(frozen=True)
class Bar:
    """What we hold ourselves to: a sentence, the measured figure, and whether it is kept."""

    text: str
    figure: float
    kept: bool

    def __str__(self) -> str:
        return f"{self.text}: {self.figure:.2f} ({'kept' if self.kept else 'missed'})"


@dataclass(frozen=True)
class Measured:
    """One run of the benchmark.

    findings: how many there are per outcome, the same for all three. compared: how many the three
    find alike where cells were emptied. html: the writing of the HTML in a warm process.
    sharpening: the command over ten thousand texts.
    """

    snapshot: Snapshot
    findings: Mapping[str, int]
    compared: int
    judging: Mapping[str, Times]
    processes: Mapping[str, Times]
    html: Times
    sharpening: Times

    @property
    def html_cold(self) -> Times:
        return self.processes[CHECK_HTML].more_than(self.processes[CHECK])

    def bars(self) -> tuple[Bar, ...]:
        to_polars = self.judging[ENGINE].ratio_to(self.judging[POLARS])
        to_pandas = self.judging[PANDAS].ratio_to(self.judging[ENGINE])
        to_import = self._to_import_without(self.html_cold)
        return (
            Bar("The engine, in times of Polars by hand, at most 2", to_polars, to_polars <= 2),
            Bar("pandas, in times of the engine, at least 4", to_pandas, to_pandas >= 4),
            Bar(
                f"{CHECK_HTML} without {HTML_COLD} ({self.html_cold.median:.1f} ms), in times of "
                "`import polars`, at most 3",
                to_import,
                to_import <= 3,
            ),
            Bar(
                f"{SHARPEN} on 10,000 texts, in seconds, at most {SHARPEN_BUDGET}",
                self.sharpening.median / 1000,
                self.sharpening.median <= SHARPEN_BUDGET * 1000,
            ),
        )

    def beside(self) -> str:
        """What the last bar would be with the lesser figure."""
        ratio = self._to_import_without(self.html)
        spent = f"{self.html.median:.1f} ms"
        return f"Not a bar: the same without {HTML_WARM} ({spent}) instead: {ratio:.2f}"

    def _to_import_without(self, writing: Times) -> float:
        rest = self.processes[CHECK_HTML].beyond(writing.median)
        return rest.ratio_to(self.processes[IMPORT])


def table(measured: Measured) -> str:
    """The figures and the machine, without its name."""
    found = ", ".join(
        f"{count} *{outcome}*" for outcome, count in sorted(measured.findings.items())
    )
    html = {HTML_COLD: measured.html_cold, HTML_WARM: measured.html}
    return "\n".join(
        [
            *machine(measured.snapshot),
            f"Findings: {found}. Compared also where cells were emptied: {measured.compared}.",
            "",
            *_rows("Judging", measured.judging, ENGINE),
            "",
            *_rows("Whole process", {**measured.processes, **html}, IMPORT),
            "",
            *_rows("Ten thousand texts", {SHARPEN: measured.sharpening}, SHARPEN),
            "",
            *(f"- {bar}" for bar in measured.bars()),
            f"- {measured.beside()}",
        ]
    )


def page(measured: Measured) -> str:
    """`docs/benchmarks.md`."""
    sentences = "\n".join(f"- {name}: {what}" for name, what in MEASURED.items())
    return f"""# Benchmarks

*Generated by `.venv/bin/python -m bench --write`; do not edit. `make bench` repeats it and writes
nothing.*

Each figure is taken in one run, round by round in turn, so that a busy moment falls on all alike.
The ratio is the median of the ratios within the rounds. Before anything is timed, the findings of
the three are compared, *gagal* and *tidak dapat dinilai*, on this sample and on the same with cells
emptied at random: they are equal, or the run stops.

{table(measured)}

What is measured:

{sentences}

The process times include whatever else the machine was doing; compare the ratios, not the
milliseconds. No figure here says anything about memory, or about regencies of another size.
"""


def nation_part(text: str) -> str:
    """The part of an earlier page that this one does not write."""
    return text[text.index(NATION) :] if NATION in text else ""


def sharpness_part(text: str) -> str:
    """The part of an earlier page that is written by hand, its last."""
    return text[text.index(SHARPNESS) :] if SHARPNESS in text else ""


def machine(snapshot: Snapshot) -> Iterator[str]:
    """The machine without its name, and the sample."""
    counted = ", ".join(f"{name} {frame.height}" for name, frame in snapshot.tables.items())
    yield (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, Polars {pl.__version__}, pandas {pd.__version__}."
    )
    yield f"Sample regency, rows: {counted}."


def _rows(title: str, times: Mapping[str, Times], base: str) -> Iterator[str]:
    yield f"| {title} | rounds | min ms | median ms | max ms | ratio to {base} |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for name, each in times.items():
        alike = len(each.rounds) == len(times[base].rounds)
        part = name in (HTML_COLD, HTML_WARM)
        ratio = f"{each.ratio_to(times[base]):.2f}" if alike and not part else ""
        yield (
            f"| {name} | {len(each.rounds)} | {each.least:.1f} | {each.median:.1f} "
            f"| {each.most:.1f} | {ratio} |"
        )
