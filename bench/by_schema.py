"""What can be said of one table's own columns, as schemas of pandera: a library that people use for
just that.

The rows that the rules speak of are picked beforehand, each with the year of its plan, since a
schema cannot say that a later version has replaced a row. It finds what is *gagal* in data that is
complete but for the cells whose absence is the fault. Of pandera's two backends the one for Polars:
it tells one row per fault, and the tables are there already.
"""

from __future__ import annotations

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaErrors

from kawal.engine.snapshot import Snapshot

ANNUAL = ["renja", "rkpd", "ppas", "dpa"]
CODE = r"^[0-9]\.[0-9]{2}\.[0-9]{2}\.([1-57])\.[0-9]{2}\.([0-9]{2}|[0-9]{4})$"
SINCE, SINCE_CODES = 2018, 2021

Frames = dict[str, pl.DataFrame]


def _on_rows(code: str, holds: pl.Expr) -> pa.Check:
    return pa.Check(lambda data: data.lazyframe.select(holds), error=code)


def _filled() -> pa.Column:
    return pa.Column(pl.String, nullable=False)


_DIGITS = pl.col("code").str.extract(CODE, 2).str.len_chars().fill_null(0)
_LEAST = pl.when(pl.col("year") <= 2024).then(2).otherwise(4)
_MOST = pl.when(pl.col("year") <= 2023).then(2).otherwise(4)
_FUNDED = pl.col("fund").is_not_null() | (pl.col("amount") == 0)

SCHEMAS = {
    "line": pa.DataFrameSchema(
        {"location": _filled(), "target_group": _filled()},
        unique=["plan", "opd", "code"],
        report_duplicates="all",
    ),
    "recent_line": pa.DataFrameSchema(
        {"result": _filled()},
        checks=[
            _on_rows("KODE-01", _DIGITS.is_between(_LEAST, _MOST)),
            _on_rows("KODE-02", pl.col("code").str.extract(CODE, 1).ne_missing("1")),
        ],
    ),
    "indicator": pa.DataFrameSchema(
        {name: _filled() for name in ("unit", "baseline_text", "formula", "source")}
    ),
    "allocation": pa.DataFrameSchema(checks=_on_rows("LENGKAP-04", _FUNDED)),
}
_RULES = {
    "multiple_fields_uniqueness": "GANDA-01",
    "location": "LENGKAP-05",
    "target_group": "LENGKAP-06",
    "result": "LENGKAP-08",
    "unit": "LENGKAP-02",
    "baseline_text": "SIAP-01",
    "formula": "SIAP-02",
    "source": "SIAP-03",
}
"""Which rule a check of pandera's own is, or an empty cell of that column."""
CODES = tuple(sorted({*_RULES.values(), "KODE-01", "KODE-02", "LENGKAP-04"}))


def frames(snapshot: Snapshot) -> Frames:
    """The rows that the rules speak of; this part is not timed."""
    tables = snapshot.tables
    series = ["kind", "opd", "first_year", "last_year"]
    latest = pl.col("version") == pl.col("version").max().over(series)
    plans = tables["plan"].filter(latest, pl.col("first_year") >= SINCE)
    plans = plans.select("kind", plan="id", year="first_year")
    nodes = tables["node"].join(plans, on="plan")
    annual = nodes.filter(pl.col("kind").is_in(ANNUAL))
    lines = annual.filter(pl.col("level") == "sub_kegiatan")
    years = annual.select("year", node="id")
    return {
        "line": lines,
        "recent_line": lines.filter(pl.col("year") >= SINCE_CODES),
        "indicator": tables["indicator"].join(nodes.select(node="id"), on="node", how="semi"),
        "allocation": tables["allocation"].join(years, on=["node", "year"], how="semi"),
    }


def counts(frames: Frames) -> dict[str, int]:
    """How many subjects are gagal, per rule."""
    found: dict[str, int] = {}
    for name, schema in SCHEMAS.items():
        try:
            schema.validate(frames[name], lazy=True)
        except SchemaErrors as errors:
            cases = errors.failure_cases.group_by("column", "check").len()
            for column, check, many in cases.iter_rows():
                found[_RULES.get(column, _RULES.get(check, check))] = many
    return found
