"""The rules that judge lines: by themselves, and beside the version that was locked."""

from __future__ import annotations

import polars as pl

from bench.by_hand_polars.shared import (
    SINCE,
    SINCE_ADDITIONS,
    SINCE_CODES,
    Shared,
    asked,
    in_column,
    kept,
)

CODE = r"^[0-9]\.[0-9]{2}\.[0-9]{2}\.([1-57])\.[0-9]{2}\.([0-9]{2}|[0-9]{4})$"
PAY = r"^[0-9]\.[0-9]{2}\.01\.2\.02\.(?:00)?01$"


def lines(shared: Shared) -> pl.LazyFrame:
    code, year = pl.col("code"), pl.col("year")
    coded = code.is_not_null()
    digits = code.str.extract(CODE, 2).str.len_chars().fill_null(0)
    least = pl.when(year <= 2024).then(2).otherwise(4)
    most = pl.when(year <= 2023).then(2).otherwise(4)
    province = (code.str.extract(CODE, 1) == "1").fill_null(False)
    # a line without a code may be the twin of any other of its OPD
    twin = pl.when(coded & pl.col("twin")).then(True).when(~pl.col("uncoded")).then(False)
    named = shared.tables["indicator"].filter(pl.col("name").is_not_null())
    named = named.select(id="node", named=True).unique()
    known = pl.col("covered") & ~in_column("id", shared.lost["line"])
    return (
        shared.current.filter(year >= SINCE)
        .join(named, on="id", how="left")
        .join(_covered(shared), on="year", how="left")
        .select(
            pl.col("id").alias("key"),
            pl.when(year < SINCE_CODES)
            .then(False)
            .when(coded)
            .then(~digits.is_between(least, most))
            .alias("KODE-01"),
            pl.when(year < SINCE_CODES).then(False).when(coded).then(province).alias("KODE-02"),
            twin.alias("GANDA-01"),
            pl.col("named").is_null().alias("LENGKAP-01"),
            pl.when(in_column("id", shared.serving["line"]))
            .then(False)
            .when(known)
            .then(True)
            .alias("SELARAS-01"),
        )
    )


def _covered(shared: Shared) -> pl.LazyFrame:
    """The years of the RPJMD in force."""
    years = pl.int_ranges("year", pl.col("last_year") + 1).explode()
    in_force = shared.plans.filter(pl.col("kind") == "rpjmd", "latest")
    return in_force.select(years.alias("year"), covered=True).unique()


def changes(shared: Shared) -> pl.LazyFrame:
    """The lines of changed plans, beside what they were in version 1."""
    lines = kept(_beside_first(shared))
    measured, before, pagu = pl.col("measured"), pl.col("before"), pl.col("pagu")
    both = before.is_not_null() & pagu.is_not_null()
    return lines.join(_unmoved(shared, lines), on="id", how="left").select(
        pl.col("id").alias("key"),
        asked(measured, before > 0, fails=pagu * 100 >= before * 110).alias("TAMBAH-01"),
        asked(measured, before > 0, fails=pagu * 100 >= before * 120).alias("TAMBAH-02"),
        asked(measured, fails=pl.when(both).then((before == 0) & (pagu > 0))).alias("TAMBAH-05"),
        asked(pl.col("grew"), fails=pl.col("unmoved")).alias("TAMBAH-06"),
    )


def _beside_first(shared: Shared) -> pl.LazyFrame:
    """before: the pagu in version 1, 0 where the line was not there; null where OPD and code do
    not say clearly which line it was. grew: more pagu than that, and not for salaries."""
    code, measured = pl.col("code"), pl.col("measured")
    lines = shared.current.filter(
        pl.col("year") >= SINCE_ADDITIONS, measured.is_null() | measured | code.is_null()
    )
    first = shared.lines.filter(pl.col("version") == 1, code.is_not_null()).select(
        "opd", "code", baseline="plan", id_before="id", pagu_before="pagu", twin_before="twin"
    )
    offices = shared.sums.select("opd", baseline="plan", uncoded_before="uncoded")
    unclear = pl.any_horizontal("uncoded", "twin", "uncoded_before", "twin_before")
    stood = pl.col("id_before").is_not_null()
    before = pl.when(~unclear.fill_null(False)).then(
        pl.when(stood).then("pagu_before").otherwise(0)
    )
    by = ["baseline", "opd"]
    return (
        lines.join(first.unique([*by, "code"], keep="any"), on=[*by, "code"], how="left")
        .join(offices, on=by, how="left")
        .with_columns(before=before)
        .with_columns(
            grew=asked(
                ~code.str.contains(PAY),
                measured,
                pl.col("before") > 0,
                fails=pl.col("pagu") > pl.col("before"),
            )
        )
    )


def _unmoved(shared: Shared, lines: pl.LazyFrame) -> pl.LazyFrame:
    """id, unmoved of lines that grew: whether their targets, in order of size, are what they were
    in version 1; null where one cannot be read."""
    grown = lines.filter("grew").select("id", "year", "id_before")
    indicators = shared.tables["indicator"].select(indicator="id", id="node")
    value = pl.col("value")
    values = (
        pl.concat(
            [grown.select("id", "year"), grown.select(pl.col("id_before").alias("id"), "year")]
        )
        .join(indicators, on="id")
        .join(shared.targets, on=["indicator", "year"], how="left")
        .group_by("id")
        .agg(values=value.sort(), unread=value.null_count())
        .filter(pl.col("unread") == 0)
        .select("id", "values")
    )
    return (
        grown.join(values, on="id")
        .join(values.select(id_before="id", values_before="values"), on="id_before")
        .select("id", unmoved=pl.col("values") == pl.col("values_before"))
    )
