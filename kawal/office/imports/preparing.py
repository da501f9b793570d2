"""From what a file says to what the book would be: region, numbers of OPD, joining, and who may."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import polars as pl
from django.core.exceptions import ValidationError

from kawal.base.organisation.region import refuse_other, region
from kawal.engine.diff import compare
from kawal.engine.report.changes.items import items_by_office
from kawal.engine.report.view import office_name, office_names
from kawal.engine.shared.errors import Problem, UnusableInput, told
from kawal.engine.shared.fault import Fault
from kawal.engine.snapshot import Snapshot
from kawal.office.imports.fitting import refuse_too_long, with_short_keys
from kawal.office.imports.joining import joined
from kawal.office.imports.keeping import book_now
from kawal.office.imports.models import Upload
from kawal.office.imports.naming import as_called_here, with_our_numbers


@dataclass(frozen=True)
class Prepared:
    """before: the book as it stands, None where there is none. after: what it would be."""

    before: Snapshot | None
    after: Snapshot
    notes: tuple[str, ...]

    @property
    def measured_from(self) -> Snapshot:
        """What `after` is compared with: an empty book that carries the same, where there is none."""
        if self.before is not None:
            return self.before
        empty = {name: frame.clear() for name, frame in self.after.tables.items()}
        return replace(self.after, tables=empty)


def prepared(upload: Upload, file: Snapshot) -> Prepared:
    """What the book would be with this file in it.

    Raises UnusableInput where the file cannot be joined with it, or touches what it may not.
    """
    _refuse_other_region(upload, file)
    book = book_now()
    if book is not None and file.sample and not book.sample:
        raise UnusableInput([_sample(upload)])
    base = book
    if base is None or upload.whole:
        base = Snapshot(region().code, file.year, file.sample, file.source)
    day = date(base.year, 1, 1)
    numbered, notes = with_our_numbers(file, day, upload.name)
    ours, shortened = with_short_keys(numbered)
    made = joined(base, ours, upload.name)
    after = _of_our_region(as_called_here(made.snapshot, day))
    refuse_too_long(after, upload.name)
    done = Prepared(book, after, (*notes, *shortened, *_unused(file), *made.notes))
    if upload.opd is not None:
        _refuse_elsewhere(upload, done)
    return done


def _refuse_other_region(upload: Upload, file: Snapshot) -> None:
    if file.region is None and upload.stated:
        return
    names = file.frame("region")["name"].drop_nulls().to_list()
    try:
        refuse_other(file.region, names[0] if names else None)
    except ValidationError as error:
        fix = (
            "Nyatakan saat mengunggah bahwa isinya dari wilayah ini, bila memang demikian."
            if file.region is None
            else "Unggah berkas dari wilayah ini."
        )
        problem = Problem(Fault.OTHER_REGION, error.messages[0], fix, upload.name)
        raise UnusableInput([problem]) from error


def _sample(upload: Upload) -> Problem:
    return Problem(
        Fault.CONTRADICTION,
        "Berkas ini data contoh, sedangkan rencana di sini sungguhan.",
        "Unggah data sungguhan.",
        upload.name,
    )


def _of_our_region(snapshot: Snapshot) -> Snapshot:
    """The table of the region says what is said here."""
    if "region" not in snapshot.tables:
        return snapshot
    served, frame = region(), snapshot.tables["region"]
    row = {name: getattr(served, name) or None for name in frame.columns}
    tables = {**snapshot.tables, "region": pl.DataFrame([row], schema=frame.schema)}
    return replace(snapshot, tables=tables)


def _unused(file: Snapshot) -> list[str]:
    return [
        f"Tabel {name} dalam berkas tidak memuat semua kolom kuncinya, jadi tidak dipakai."
        for name in file.tables
        if not file.carries(name)
    ]


def _refuse_elsewhere(upload: Upload, done: Prepared) -> None:
    """A file of one OPD changes nothing of another, nor of the region as a whole."""
    before, own = done.measured_from, upload.opd.number
    found = items_by_office(before, done.after, compare(before, done.after))
    names = office_names(before) | office_names(done.after)
    faults = [
        Problem(
            Fault.CONTRADICTION,
            f"{item.what} {item.mark} pada {office_name(names, opd)}"
            + (f", {item.plan}" if item.plan else "")
            + (f", {item.line}." if item.line else "."),
            f"Jabatan Anda hanya mengubah rencana {upload.opd}; keluarkan bagian itu dari berkas.",
            upload.name,
            value=item.key,
        )
        for opd, items in found.items()
        if opd != own
        for item in items
    ]
    if faults:
        raise UnusableInput(told(faults, lambda fault: fault))
