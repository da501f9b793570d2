"""Changes of tables as writes of many rows at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl
from django.db.models import F, QuerySet

from kawal.base.audit.models import Entry
from kawal.engine.snapshot.schema import BY_NAME
from kawal.office.planning.exchange.changes import Change
from kawal.office.planning.exchange.rows import KEY, keyed, texts_of
from kawal.office.planning.models import Allocation, Former, Plan, Target, VerbatimRow
from kawal.office.planning.tables import PLACES, VERBATIM, whose

_AT_ONCE = 500
_ASIDE = 1_000_000
"""Added to the versions of plans while these change, so that two can change places."""
ORGANISATIONS = ("opd", "unit")
"""What the plans only borrow: its rows stay when the plans do not carry them any more."""


class Writing:
    """The writes that one line of the trail tells of.

    numbers: the row of each OPD by its number. is_first: whether nothing stood before, so that no row
    need be remembered as not yet there.
    """

    def __init__(self, entry: Entry, numbers: Mapping[str, int], *, is_first: bool = False) -> None:
        self.entry = entry
        self._numbers = numbers
        self._is_first = is_first

    def apply(self, changes: Sequence[Change]) -> None:
        """Write them all. The database checks references when the transaction ends."""
        by_name = {change.table.name: change for change in changes}
        for name, change in by_name.items():
            if name not in PLACES or not PLACES[name].is_figure:
                self._remember(change)
        own = [by_name[name] for name in PLACES if name in by_name and name != "opd"]
        for change in reversed(own):
            self._take_away(change)
        for change in own:
            self._put(change)
        for name in VERBATIM:
            if name in by_name:
                _apply_verbatim(by_name[name])

    def _remember(self, change: Change) -> None:
        name = change.table.name
        was = pl.concat([change.removed, change.before])
        former: list[tuple[str, Any]] = list(
            zip(_keys(change, was), texts_of(name, was), strict=True)
        )
        if not self._is_first:
            former += [(key, None) for key in _keys(change, change.added)]
        said = {"table": name, "until": self.entry.recorded_at, "entry": self.entry}
        rows = [Former(key=key, cells=cells, **said) for key, cells in former]
        Former.objects.bulk_create(rows, _AT_ONCE)

    def _take_away(self, change: Change) -> None:
        name = change.table.name
        if PLACES[name].is_figure:
            self._supersede(name, pl.concat([change.removed, change.before]))
        elif name not in ORGANISATIONS:
            _leave(name, change.removed)
            _delete(name, change.removed)

    def _put(self, change: Change) -> None:
        name = change.table.name
        rows = pl.concat([change.added, change.after])
        if PLACES[name].is_figure:
            made = self._made(name, rows, entry=self.entry, recorded_at=self.entry.recorded_at)
            PLACES[name].model._default_manager.bulk_create(made, _AT_ONCE)
            return
        if name == "plan":
            for some in _chunks(change.before["id"].to_list()):
                Plan.objects.filter(pk__in=some).update(version=F("version") + _ASIDE)
        _upsert(name, self._made(name, rows))

    def _made(self, name: str, rows: pl.DataFrame, **more: Any) -> list[Any]:
        place, columns = PLACES[name], BY_NAME[name].columns
        made = []
        for cells in rows.iter_rows():
            values: dict[str, Any] = {}
            for column, cell in zip(columns, cells, strict=True):
                if column.name in place.opd:
                    values[f"{column.name}_id"] = None if cell is None else self._numbers[cell]
                elif cell is not None:
                    values[place.attribute(column.name)] = cell
            made.append(place.model(**values, **more))
        return made

    def _supersede(self, name: str, gone: pl.DataFrame) -> None:
        model: Any = PLACES[name].model
        for some in _chunks(_numbers_of(name, gone)):
            model.objects.filter(pk__in=some).update(
                superseded_at=self.entry.recorded_at, ended=self.entry
            )


def _upsert(name: str, made: list[Any]) -> None:
    place = PLACES[name]
    own = [place.names.get(column, column) for column in BY_NAME[name].names]
    told = [field for field in own if field not in place.once]
    manager = place.model._default_manager
    if told:
        manager.bulk_create(
            made, _AT_ONCE, update_conflicts=True, unique_fields=place.once, update_fields=told
        )
    else:
        manager.bulk_create(made, _AT_ONCE)


def _leave(name: str, removed: pl.DataFrame) -> None:
    """Let earlier figures outlast the node or the indicator whose they were."""
    leaves = {"node": (Allocation, "node"), "indicator": (Target, "indicator")}
    if name in leaves:
        model, field = leaves[name]
        for some in _chunks(removed["id"].to_list()):
            rows = model.ever.filter(**{f"{field}__in": some}, superseded_at__isnull=False)
            rows.update(**{f"former_{field}": F(f"{field}_id"), field: None})


def _delete(name: str, gone: pl.DataFrame) -> None:
    for some in _chunks(_numbers_of(name, gone)):
        _erase(PLACES[name].model._default_manager.filter(pk__in=some))


def _erase(rows: QuerySet[Any]) -> None:
    """Delete without asking row by row who points at them: the database knows when all is written."""
    rows._raw_delete(rows.db)


def _apply_verbatim(change: Change) -> None:
    name = change.table.name
    for some in _chunks(_keys(change, change.removed)):
        _erase(VerbatimRow.objects.filter(table=name, key__in=some))
    rows = pl.concat([change.added, change.after])
    keys_and_cells = zip(_keys(change, rows), texts_of(name, rows), strict=True)
    about = whose(name)
    made = [
        VerbatimRow(table=name, key=key, cells=cells, whose=(about and cells[about]) or "")
        for key, cells in keys_and_cells
    ]
    VerbatimRow.objects.bulk_create(
        made, _AT_ONCE, update_conflicts=True, unique_fields=("table", "key"),
        update_fields=("cells", "whose"),
    )  # fmt: skip


def _numbers_of(name: str, rows: pl.DataFrame) -> list[Any]:
    """The primary key of each of these rows of a table, where they stand now."""
    if rows.is_empty():
        return []
    place, key = PLACES[name], BY_NAME[name].key
    attributes = [place.attribute(column) for column in key]
    standing = place.model._default_manager.values_list(*attributes, "pk")
    numbers = {tuple(cells[:-1]): cells[-1] for cells in standing}
    return [numbers[cells] for cells in rows.select(key).iter_rows()]


def _keys(change: Change, rows: pl.DataFrame) -> list[str]:
    return rows.select(keyed(change.table))[KEY].to_list()


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for at in range(0, len(values), _AT_ONCE):
        yield values[at : at + _AT_ONCE]
