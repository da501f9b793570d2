"""A snapshot with what is being typed, as if it stood in the plans already. Nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import polars as pl
from django.core.exceptions import ValidationError

from kawal.engine.shared.numbers import read_quantity
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.canonical import sort_rows
from kawal.engine.snapshot.cells import clean_text
from kawal.engine.snapshot.schema import ANNUAL_KINDS, BY_NAME
from kawal.office.planning.fields import plain
from kawal.office.planning.summing import moved, sums_of

_NUMBERS = {("indicator", "baseline_text"): "baseline", ("target", "text"): "value"}
"""Texts from which a number follows, and where it stands."""


@dataclass(frozen=True)
class Typing:
    """One field as it is being typed. table, key, column: of the snapshot. value: its text; sen of an
    amount; of a support, whose key is the node, the node above that it would mainly serve."""

    table: str
    key: str
    column: str
    value: str | int | None


def with_typed(snapshot: Snapshot, typed: Collection[Typing]) -> Snapshot:
    """The snapshot with these fields. A table or a column that it did not carry is carried then, as
    it would be once that is written."""
    tables = dict(snapshot.tables)
    for each in typed:
        frame = tables.get(each.table, pl.DataFrame(schema=_structural(each.table)))
        if each.table == "support":
            tables[each.table] = _served(frame, each.key, each.value)
        else:
            tables[each.table] = _put(each.table, frame, _key(each), _values(each))
    if any(each.table == "allocation" for each in typed):
        _let_totals_follow(snapshot.tables, tables)
    return replace(snapshot, tables=tables)


def with_amounts(snapshot: Snapshot, amounts: Mapping[str, int]) -> Snapshot:
    """The snapshot with other amounts, in sen by the id of the allocation. All at once: `with_typed`
    reads the whole table anew for every field."""
    new = pl.DataFrame(
        {"id": list(amounts), "_new": list(amounts.values())},
        schema={"id": pl.String, "_new": pl.Int64},
    )
    joined = snapshot.tables["allocation"].join(new, on="id", how="left", maintain_order="left")
    changed = joined.with_columns(amount=pl.coalesce("_new", "amount")).drop("_new")
    return replace(snapshot, tables={**snapshot.tables, "allocation": changed})


def _let_totals_follow(was: Mapping[str, pl.DataFrame], tables: dict[str, pl.DataFrame]) -> None:
    """Printed totals as saving these amounts would leave them (`planning.totals`)."""
    node, money = tables.get("node"), was.get("allocation")
    if node is None or money is None or "plan" not in tables:
        return
    if "stated_total" not in node.columns or "amount" not in money.columns:
        return
    annual = tables["plan"].filter(pl.col("kind").is_in(ANNUAL_KINDS))
    own = node.join(annual.select(plan="id", year="first_year"), on="plan")
    places = {key: (up, level) for key, up, level in own.select("id", "parent", "level").rows()}
    years = own.select("year", node="id")
    before, after = (
        sums_of(places, frame.join(years, on=["node", "year"]).select("node", "amount").rows())
        for frame in (money, tables["allocation"])
    )
    if new := moved(dict(own.select("id", "stated_total").rows()), before, after):
        tables["node"] = node.with_columns(
            pl.col("id")
            .replace_strict(new, default=pl.col("stated_total"), return_dtype=pl.Int64)
            .alias("stated_total")
        )


def _structural(table: str) -> dict[str, pl.DataType]:
    columns = BY_NAME[table].columns
    return {each.name: each.kind.dtype for each in columns if each.is_structural}


def _key(typed: Typing) -> dict[str, Any]:
    if typed.table != "target":
        return {"id": typed.key}
    indicator, year, quarter = typed.key.rsplit("|", 2)
    return {"indicator": indicator, "year": int(year), "quarter": int(quarter)}


def _values(typed: Typing) -> dict[str, Any]:
    if not isinstance(typed.value, str):
        return {typed.column: typed.value}
    text = clean_text(typed.value)
    values: dict[str, Any] = {typed.column: text}
    if number := _NUMBERS.get((typed.table, typed.column)):
        values[number] = _number(text)
    return values


def _number(text: str | None) -> Decimal | None:
    quantity = read_quantity(text) if text else None
    try:
        return Decimal(plain(quantity.number)) if quantity else None
    except ValidationError:  # saving refuses it; until then it counts as no number
        return None


def _put(
    name: str, frame: pl.DataFrame, key: Mapping[str, Any], values: Mapping[str, Any]
) -> pl.DataFrame:
    """The frame with these values in the row of that key; a new row where there is none."""
    table = BY_NAME[name]
    dtypes = table.dtypes
    new = [pl.lit(None, dtypes[each]).alias(each) for each in values if each not in frame.columns]
    frame = frame.with_columns(new)
    is_it = pl.all_horizontal(pl.col(column) == value for column, value in key.items())
    if frame.select(is_it.any()).item():
        return frame.with_columns(
            pl.when(is_it).then(pl.lit(value, dtypes[each])).otherwise(each).alias(each)
            for each, value in values.items()
        )
    row = pl.DataFrame([{**key, **values}], {each: dtypes[each] for each in (*key, *values)})
    return sort_rows(table, pl.concat([frame, row], how="diagonal").select(frame.columns))


def _served(frame: pl.DataFrame, node: str, above: str | int | None) -> pl.DataFrame:
    """The frame with another main support of that node, or with none."""
    others = frame.filter(
        ~((pl.col("node") == node) & ((pl.col("kind") == "utama") | (pl.col("above") == above)))
        if above
        else ~((pl.col("node") == node) & (pl.col("kind") == "utama"))
    )
    if not above:
        return others
    row = pl.DataFrame([{"node": node, "above": above, "kind": "utama"}]).cast(dict(frame.schema))
    return sort_rows(BY_NAME["support"], pl.concat([others, row.select(frame.columns)]))
