"""A snapshot into the database and out of it again, with the same digest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from kawal.base.audit.actions import Actor, Subject, record
from kawal.base.organisation.models import Opd
from kawal.base.organisation.region import refuse_other, region
from kawal.engine.shared.wording import thousands
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.build import TextTable, build
from kawal.engine.snapshot.canonical import canonical, sort_rows
from kawal.engine.snapshot.package import digest_of
from kawal.engine.snapshot.schema import BY_NAME, Kind, Table
from kawal.office.planning.models import Book, Plan, VerbatimRow
from kawal.office.planning.tables import PLACES, VERBATIM, Place

_AT_ONCE = 500
_TOLD = 5


@transaction.atomic
def take_in(*, snapshot: Snapshot, by: Actor) -> str:
    """Put the first book of a region into an empty database, whole or not at all. Returns its digest.

    Raises ValidationError for a snapshot of another region, where plans are there already, and where
    it points at what it does not hold or hangs in a circle: such a one can be checked, not kept.
    """
    refuse_other(snapshot.region)
    if Plan.objects.exists():
        raise ValidationError("Basis data ini sudah memuat rencana.")
    if faults := [*_lost_references(snapshot), *_circles(snapshot)]:
        raise ValidationError(faults)
    numbers = _opd_numbers(snapshot)
    for name, place in PLACES.items():
        if name != "opd":
            _make(name, place, snapshot, numbers)
    _make_verbatim(snapshot)
    carried = {name: list(frame.columns) for name, frame in snapshot.tables.items()}
    Book.objects.create(
        pk=1, year=snapshot.year, sample=snapshot.sample, source=snapshot.source, carried=carried
    )
    digest = digest_of(snapshot)
    rows = sum(frame.height for frame in snapshot.tables.values())
    subject = Subject("planning.book", str(snapshot.year), f"Rencana {snapshot.year}")
    change = {"digest": digest, "rows": rows}
    record(by=by, action="planning.take_in", subject=subject, change=change)
    return digest


def give_out() -> Snapshot:
    """The plans as they stand now, as a snapshot. Raises Book.DoesNotExist where there are none."""
    book = Book.objects.get()
    tables = {}
    for name, columns in book.carried.items():
        table = BY_NAME[name]
        if name == "region":
            frame = _region_frame(columns)
        elif name in PLACES:
            frame = _frame(table, PLACES[name], columns)
        else:
            frame = _verbatim_frame(table, columns)
        tables[name] = sort_rows(table, frame)
    return Snapshot(region().code, book.year, book.sample, book.source, tables)


def _lost_references(snapshot: Snapshot) -> Iterator[str]:
    for name, frame in snapshot.tables.items():
        for column in BY_NAME[name].columns:
            if column.refers is None or column.name not in frame.columns:
                continue
            if not snapshot.carries(column.refers):
                continue
            lost = frame.filter(~pl.col(column.name).is_in(snapshot.keys(column.refers).implode()))
            if lost.height:
                some = ", ".join(map(str, lost[column.name].unique().sort().to_list()[:_TOLD]))
                yield (
                    f"{thousands(lost.height)} baris tabel {name} merujuk {column.label} yang tidak "
                    f"ada: {some}. Perbaiki rujukannya, lalu masukkan lagi."
                )


def _circles(snapshot: Snapshot) -> Iterator[str]:
    """A node that is above itself. Each node is looked at once."""
    parents = dict(snapshot.frame("node").select("id", "parent").iter_rows())
    sound: set[str | None] = {None}
    for start in parents:
        way: dict[str, None] = {}
        node: str | None = start
        while node not in sound:
            if node in way:
                yield f"Bagian rencana {node} berada di bawah dirinya sendiri; perbaiki induknya."
                break
            way[str(node)] = None
            node = parents.get(str(node))
        sound.update(way)


def _opd_numbers(snapshot: Snapshot) -> dict[str, int]:
    """The row of each OPD by its number; those that do not stand yet begin with the first plan.

    Raises ValidationError where one stands that is called otherwise.
    """
    first = snapshot.frame("plan")["first_year"].min() or snapshot.year
    since = date(int(str(first)), 1, 1)
    standing = {opd.number: opd for opd in Opd.objects.on(date(snapshot.year, 1, 1))}
    new, faults = [], []
    for row in snapshot.frame("opd").iter_rows(named=True):
        names = PLACES["opd"].names
        values = {names.get(column, column): cell or "" for column, cell in row.items()}
        opd = standing.get(row["id"])
        if opd is None:
            new.append(Opd(since=since, **values))
        elif any(getattr(opd, name) != value for name, value in values.items()):
            faults.append(
                f"OPD {opd.number} di sini {opd}; dalam data {values['name']}. Samakan dulu."
            )
    if faults:
        raise ValidationError(faults)
    made = Opd.objects.bulk_create(new, _AT_ONCE)
    return {opd.number: opd.pk for opd in (*standing.values(), *made)}


def _make(name: str, place: Place, snapshot: Snapshot, numbers: Mapping[str, int]) -> None:
    columns = [column for column in BY_NAME[name].columns if snapshot.carries(name, column.name)]
    rows = snapshot.frame(name).select(column.name for column in columns)
    made = []
    for cells in rows.iter_rows():
        values: dict[str, Any] = {}
        for column, cell in zip(columns, cells, strict=True):
            if column.name in place.opd:
                values[f"{column.name}_id"] = None if cell is None else numbers[cell]
            elif cell is not None:
                values[place.attribute(column.name)] = cell
        made.append(place.model(**values))
    place.model._default_manager.bulk_create(made, _AT_ONCE)


def _make_verbatim(snapshot: Snapshot) -> None:
    for name in VERBATIM:
        if not snapshot.carries(name):
            continue
        table = BY_NAME[name]
        texts = canonical(table, snapshot.tables[name].lazy()).collect()
        made = [
            VerbatimRow(table=name, key="|".join(row[part] for part in table.key), cells=row)
            for row in texts.iter_rows(named=True)
        ]
        VerbatimRow.objects.bulk_create(made, _AT_ONCE)


def _frame(table: Table, place: Place, columns: Sequence[str]) -> pl.DataFrame:
    rows: QuerySet[Any, Any] = place.model._default_manager.order_by()
    cells = rows.values_list(*(place.attribute(column) for column in columns))
    return _typed(table, columns, list(zip(*cells, strict=True)))


def _typed(table: Table, columns: Sequence[str], cells: Sequence[Sequence[Any]]) -> pl.DataFrame:
    series = []
    for place, name in enumerate(columns):
        kind = table.column(name).kind
        values = cells[place] if cells else ()
        if kind is Kind.TEXT:
            values = [value or None for value in values]
        series.append(pl.Series(name, values, dtype=kind.dtype))
    return pl.DataFrame(series)


def _verbatim_frame(table: Table, columns: Sequence[str]) -> pl.DataFrame:
    rows = VerbatimRow.objects.filter(table=table.name).values_list("cells", flat=True)
    texts = {name: [cells[name] for cells in rows] for name in columns}
    read = build(
        region=None,
        year=Book.objects.get().year,
        sample=True,
        source="",
        tables=[TextTable(table.name, f"{table.name}.csv", texts)],
    )
    return read.tables[table.name]


def _region_frame(columns: Sequence[str]) -> pl.DataFrame:
    served = region()
    values = [(getattr(served, name) or None,) for name in columns]
    return _typed(BY_NAME["region"], columns, values)
