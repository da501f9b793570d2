"""Targets of the plans in force: what is written beside what was read from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import polars as pl

from kawal.engine.checks.facts import Facts
from kawal.engine.checks.matching import matched
from kawal.engine.checks.subject import Given, Part, Source, Subject
from kawal.engine.checks.subjects.labels import node_label
from kawal.engine.shared.collecting import collect
from kawal.engine.snapshot.schema import DECIMAL, PLAN_KINDS, Kind

_NUMBER = re.compile(r"[+-]?\d(?:[\d.,]*\d)?", re.ASCII)
_COMMA = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?", re.ASCII)
_POINT = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.ASCII)
_LONGEST = 28
"""Digits that a target may have: more would not fit beside its nine decimals."""


def readings(text: str) -> set[Decimal]:
    """Every number that the text may mean; none where it holds no number, or more than one.

    >>> sorted(readings("9.952 orang"))
    [Decimal('9.952'), Decimal('9952')]
    >>> readings("2 - 3 dokumen")
    set()
    """
    found = _NUMBER.findall(text)
    if len(found) != 1 or len(found[0]) > _LONGEST:
        return set()
    return set(_read(found[0]))


def _read(number: str) -> Iterator[Decimal]:
    if _COMMA.fullmatch(number):
        yield Decimal(number.replace(".", "").replace(",", "."))
    if _POINT.fullmatch(number):
        yield Decimal(number.replace(",", ""))


def _rows(facts: Facts) -> pl.LazyFrame:
    nodes = facts.nodes.select(
        "opd", "plan", "region", "year", "latest", node="id", line=node_label()
    )
    indicators = facts.table("indicator").select("node", indicator="id", measured="name")
    targets = facts.table("target").rename({"year": "target_year"})
    joined = targets.join(indicators, on="indicator", how="left").join(nodes, on="node", how="left")
    return joined.filter(pl.col("latest").fill_null(True))


def _readings(facts: Facts) -> pl.LazyFrame:
    """text, value, agrees: every number that a written target may mean; no row for a text without."""
    texts = collect(facts.table("target").select("text").drop_nulls().unique())["text"].to_list()
    pairs = [(text, f"{number:f}") for text in texts for number in readings(text)]
    columns = {"text": [text for text, _ in pairs], "value": [number for _, number in pairs]}
    known = pl.LazyFrame(columns, schema={"text": pl.String, "value": pl.String})
    return known.select("text", pl.col("value").cast(DECIMAL), agrees=pl.lit(True))


def _add_readings(facts: Facts, targets: pl.LazyFrame) -> pl.LazyFrame:
    """agrees: whether the value is one of what the text may mean; null for a text without a number."""
    known = facts.once(_readings)
    readable = known.select("text", _readable=True).unique()
    rows = matched(targets, known, ["text", "value"], {"agrees": False}, unique=True)
    rows = rows.join(readable, on="text", how="left")
    return rows.with_columns(agrees=pl.when(pl.col("_readable")).then("agrees")).drop("_readable")


TARGET = Subject(
    name="target",
    title="setiap target indikator dalam RPJMD, Renstra dan rencana tahunan versi terakhir",
    table="target",
    key=("indicator", "target_year", "quarter"),
    base=("target",),
    rows=_rows,
    sources=(Source(PLAN_KINDS, "rencana beserta target indikatornya"),),
    own=(
        Given("measured", "teks indikator", "indicator.name", Kind.TEXT),
        Given("line", "baris yang diukur", "indicator.node", Kind.TEXT),
        Given("text", "target tertulis", "target.text", Kind.TEXT),
        Given("value", "nilai target", "target.value", Kind.DECIMAL),
    ),
    parts=(
        Part(
            "readings",
            gives=(Given("agrees", "target tertulis", "target.text", Kind.BOOLEAN),),
            needs=("target.text", "target.value"),
            add=_add_readings,
        ),
    ),
)
