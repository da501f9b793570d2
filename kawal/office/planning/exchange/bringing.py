"""A whole snapshot into the database: all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from kawal.base.audit.actions import Actor, Subject, record
from kawal.base.audit.models import Entry
from kawal.base.organisation.models import Opd
from kawal.base.organisation.region import refuse_other
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.package import digest_of
from kawal.engine.snapshot.schema import BY_NAME
from kawal.office.planning.exchange.changes import Change, changes_between, digest_of_changes
from kawal.office.planning.exchange.faults import faults_of, locked_faults
from kawal.office.planning.exchange.giving import BOOK, About, give_out, whole_tables
from kawal.office.planning.exchange.writing import ORGANISATIONS, Writing
from kawal.office.planning.models import Book, Former, Plan
from kawal.office.planning.tables import PLACES

_AT_ONCE = 500


class NotAsGivenError(Exception):
    """The database would not hold what it was given; so nothing of it is kept."""


@dataclass(frozen=True)
class Brought:
    """What became of the plans. digest: of the snapshot that they are now. changes: the digest of
    what changed. added, changed, removed: how many rows."""

    digest: str
    changes: str
    added: int
    changed: int
    removed: int


@transaction.atomic
def bring_in(*, snapshot: Snapshot, by: Actor) -> Brought:
    """Make the plans in the database what the snapshot says: whole or not at all.

    Rows are added, changed and removed; a target or an allocation that changes is a new row, and of
    any other row what it was is kept. Raises ValidationError for a snapshot of another region, for
    one that points at what it does not hold or hangs in a circle, for an OPD that is called
    otherwise here, and where a locked plan would change.
    """
    return _bring_in(snapshot, by, "planning.bring_in")


@transaction.atomic
def take_in(*, snapshot: Snapshot, by: Actor) -> str:
    """The first book of a region into an empty database, as `bring_in` does it. Returns its digest.

    Raises ValidationError as `bring_in` does, and where plans are there already.
    """
    if Plan.objects.exists():
        raise ValidationError("Basis data ini sudah memuat rencana.")
    return _bring_in(snapshot, by, "planning.take_in").digest


def _bring_in(snapshot: Snapshot, by: Actor, action: str) -> Brought:
    refuse_other(snapshot.region)
    if faults := faults_of(snapshot):
        raise ValidationError(faults)
    book = Book.objects.select_for_update().first()
    standing = whole_tables(book) if book else {name: _nothing(name) for name in BY_NAME}
    changes = changes_between(_comparable(standing, snapshot), _tables(snapshot))
    if faults := locked_faults(standing, changes):
        raise ValidationError(faults)
    numbers = _opd_numbers(snapshot)
    brought = _counted(digest_of(snapshot), changes)
    subject = Subject("planning.book", str(snapshot.year), f"Rencana {snapshot.year}")
    entry = record(by=by, action=action, subject=subject, change=vars(brought))
    Writing(entry, numbers, is_first=book is None).apply(changes)
    book = _kept_book(book, snapshot, entry)
    _carry(book, snapshot, numbers)
    _count_anew()
    if digest_of(give_out()) != brought.digest:
        raise NotAsGivenError("the plans in the database are not those of the snapshot")
    return brought


def _tables(snapshot: Snapshot) -> dict[str, pl.DataFrame]:
    return {name: snapshot.frame(name) for name in BY_NAME}


def _comparable(
    standing: Mapping[str, pl.DataFrame], snapshot: Snapshot
) -> dict[str, pl.DataFrame]:
    """What the organisation knows beyond the snapshot is no difference."""
    tables = dict(standing)
    for name in ORGANISATIONS:
        unsaid = [each for each in BY_NAME[name].names if not snapshot.carries(name, each)]
        dtypes = BY_NAME[name].dtypes
        tables[name] = standing[name].with_columns(
            pl.lit(None, dtype=dtypes[each]).alias(each) for each in unsaid
        )
    return tables


def _nothing(name: str) -> pl.DataFrame:
    return pl.DataFrame(schema=BY_NAME[name].dtypes)


def _counted(digest: str, changes: list[Change]) -> Brought:
    return Brought(
        digest,
        digest_of_changes(changes),
        added=sum(change.added.height for change in changes),
        changed=sum(change.after.height for change in changes),
        removed=sum(change.removed.height for change in changes),
    )


def _kept_book(book: Book | None, snapshot: Snapshot, entry: Entry) -> Book:
    carried = {name: list(frame.columns) for name, frame in snapshot.tables.items()}
    about = About(snapshot.year, snapshot.sample, snapshot.source, carried)
    was = About.of(book) if book else None
    if about != was:
        Former.objects.create(
            table=BOOK, cells=was and vars(was), until=entry.recorded_at, entry=entry
        )
    kept, _ = Book.objects.update_or_create(pk=1, defaults=vars(about) | {"entry": entry})
    return kept


def _count_anew() -> None:
    """Let PostgreSQL know how many rows there are now: until it counts by itself, it plans for the
    tables as they were, and a join that takes milliseconds takes minutes."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for place in PLACES.values():
            cursor.execute(f"ANALYZE {connection.ops.quote_name(place.model._meta.db_table)}")


def _carry(book: Book, snapshot: Snapshot, numbers: Mapping[str, int]) -> None:
    """Say which OPD and units of the organisation the book carries."""
    book.opds.set(numbers.values())
    units = snapshot.keys("unit").to_list()
    standing = book.units.model.objects.in_bulk(units, field_name="code")
    book.units.set(standing[code].pk for code in units)


def _opd_numbers(snapshot: Snapshot) -> dict[str, int]:
    """The row of each OPD by its number; those that do not stand yet begin with the first plan.

    Raises ValidationError where one stands that is called otherwise.
    """
    first = snapshot.frame("plan")["first_year"].min() or snapshot.year
    since = date(int(str(first)), 1, 1)
    standing = {opd.number: opd for opd in Opd.objects.on(date(snapshot.year, 1, 1))}
    known, new, faults = [], [], []
    names = PLACES["opd"].names
    carried = {names.get(each, each) for each in snapshot.tables["opd"].columns}
    for row in snapshot.frame("opd").iter_rows(named=True):
        opd = standing.get(row["id"])
        values = {names.get(column, column): cell or "" for column, cell in row.items()}
        said = {name: value for name, value in values.items() if name in carried}
        if opd is None:
            new.append(Opd(since=since, **values))
        elif any(getattr(opd, name) != value for name, value in said.items()):
            faults.append(
                f"OPD {opd.number} di sini {opd}; dalam data {values['name']}. Samakan dulu."
            )
        else:
            known.append(opd)
    if faults:
        raise ValidationError(faults)
    made = Opd.objects.bulk_create(new, _AT_ONCE)
    return {opd.number: opd.pk for opd in (*known, *made)}
