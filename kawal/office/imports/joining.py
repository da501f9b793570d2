"""What the book would be with a brought file in it.

A file speaks only of what it carries. It takes the place of the parts of plans that it carries (a part
is what one OPD has in one plan), of the rows that hang on them in the tables that it carries, and of
an OPD's rows of a year in the tables that belong to an OPD. All else stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from kawal.engine.shared.errors import Problem, UnusableInput, told
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.wording import thousands
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.build import check
from kawal.engine.snapshot.canonical import sort_rows
from kawal.engine.snapshot.schema import BY_NAME, TABLES, Table

OF_NODES = ("support", "indicator", "allocation", "step", "tag", "spending", "addition")
OF_INDICATORS = ("target", "realisation")
OF_OPD = {
    "ceiling": ("opd", "year"), "innovation": ("opd", "year"), "swot": ("opd", "year"),
    "ikm": ("opd", "year"), "flagship_opd": ("opd",),
}  # fmt: skip
"""Tables whose rows of one OPD (and year) are handed in together: a row that is not there is gone."""
_IDENTITY = ("kind", "opd", "first_year", "last_year", "version")
_PART = ["plan", "owner"]


@dataclass
class Joined:
    """snapshot: the book with the file in it. notes: what a person should know of the joining."""

    snapshot: Snapshot
    notes: list[str] = field(default_factory=list)


def joined(book: Snapshot, file: Snapshot, name: str) -> Joined:
    """The book with the file in it; both name each OPD alike (`naming.py`).

    name: of the file, for messages. Raises UnusableInput where the two contradict each other.
    """
    file = _with_the_plans_of(book, file, name)
    notes: list[str] = []
    tables: dict[str, pl.DataFrame] = {}
    clashes: list[Problem] = []
    gone = _gone(book, file)
    for table in TABLES:
        if table.name not in book.tables and not file.carries(table.name):
            continue
        if table.name == "region" and table.name in book.tables:
            tables[table.name] = book.tables[table.name]
            continue
        kept, new = gone.kept(table), _new_rows(table, file)
        clashes += _clashes(table, kept, new, name)
        tables[table.name] = _merged(table, book, kept, new)
        notes += _said(table, book, file, gone)
    if clashes:
        raise UnusableInput(clashes)
    snapshot = replace(book, tables=tables)
    check(snapshot, {table.name: f"{name}, tabel {table.name}" for table in TABLES})
    return Joined(snapshot, notes)


def _with_the_plans_of(book: Snapshot, file: Snapshot, name: str) -> Snapshot:
    """The file with the book's id for each plan that both have: same kind, OPD, years and version."""
    plans = {row["id"]: row for row in book.frame("plan").iter_rows(named=True)}
    known = {tuple(row[part] for part in _IDENTITY): key for key, row in plans.items()}
    renamed: dict[str, str] = {}
    problems = []
    for row in file.frame("plan").iter_rows(named=True):
        identity = tuple(row[part] for part in _IDENTITY)
        own = plans.get(row["id"])
        if own is not None and tuple(own[part] for part in _IDENTITY) != identity:
            problems.append(
                Problem(
                    Fault.CONTRADICTION,
                    f"Rencana {row['id']} di sini {_plan(own)}, dalam berkas {_plan(row)}.",
                    "Beri rencana dalam berkas kunci lain.",
                    name, column="plan.id", value=row["id"],
                )
            )  # fmt: skip
        elif identity in known and known[identity] != row["id"]:
            renamed[row["id"]] = known[identity]
    if problems:
        raise UnusableInput(problems)
    return with_ids(file, "plan", renamed)


def with_ids(snapshot: Snapshot, table: str, renamed: Mapping[str, str]) -> Snapshot:
    """The snapshot with other ids in a table, and wherever something refers to it."""
    if not renamed:
        return snapshot
    tables = {}
    for name, frame in snapshot.tables.items():
        columns = [
            column.name
            for column in BY_NAME[name].columns
            if column.name in frame.columns
            and (column.refers == table or (name == table and column.name == "id"))
        ]
        tables[name] = frame.with_columns(pl.col(columns).replace(renamed)) if columns else frame
    return replace(snapshot, tables=tables)


def _plan(row: Mapping[str, object]) -> str:
    years = f"{row['first_year']}–{row['last_year']}"
    whose = f" OPD {row['opd']}" if row["opd"] else ""
    return f"{row['kind']} {years} versi {row['version']}{whose}"


@dataclass
class _Gone:
    """What of the book makes way. nodes, indicators: those that the file brings anew or leaves out;
    `lost` and `lost_indicators`: those that nothing brings back."""

    book: Snapshot
    file: Snapshot
    nodes: pl.Series
    lost: pl.Series
    indicators: pl.Series
    lost_indicators: pl.Series

    def kept(self, table: Table) -> pl.DataFrame:
        """The rows of the book that stay; before rows of the same key in the file take their place."""
        rows = self.book.tables.get(table.name)
        if rows is None:
            return pl.DataFrame(schema={})
        away = self._away(table) if self.book.carries(table.name) else None
        return rows if away is None else _without(rows, away)

    def _away(self, table: Table) -> pl.DataFrame | None:
        """Whose rows go, by the columns that say whose they are; None where none go."""
        carried = self.file.carries(table.name)
        if table.name == "node":
            return self.nodes.to_frame("id")
        if carried and table.name in OF_OPD:
            return self.file.frame(table.name).select(OF_OPD[table.name])
        for thing, tables, brought, lost in (
            ("node", OF_NODES, self.nodes, self.lost),
            ("indicator", OF_INDICATORS, self.indicators, self.lost_indicators),
        ):
            if table.name in tables:
                if carried and not self.file.carries(thing):
                    return self.file.frame(table.name).select(thing)
                return (brought if carried else lost).to_frame(thing)
        return None


def _without(rows: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    return rows.join(others, on=others.columns, how="anti", nulls_equal=True, maintain_order="left")


def _gone(book: Snapshot, file: Snapshot) -> _Gone:
    nodes = pl.Series("id", [], pl.String())
    lost = nodes
    if file.carries("node"):
        parts = _owned(file, file).select(_PART).unique()
        of_opd = file.frame("plan").drop_nulls("opd").select(plan="id", owner="opd")
        parts = pl.concat([parts, of_opd]).unique()
        standing = _owned(book, file)
        nodes = standing.join(parts, on=_PART, how="semi", nulls_equal=True)["id"]
        lost = nodes.filter(~nodes.is_in(file.keys("node").implode()))
    hung = book.frame("indicator").filter(
        pl.col("node").is_in((nodes if file.carries("indicator") else lost).implode())
    )
    if file.carries("indicator") and not file.carries("node"):
        hung = book.frame("indicator").filter(
            pl.col("node").is_in(file.frame("indicator")["node"].implode())
        )
    indicators = hung["id"]
    brought = file.keys("indicator") if file.carries("indicator") else indicators.clear()
    return _Gone(
        book, file, nodes, lost, indicators,
        indicators.filter(~indicators.is_in(brought.implode())),
    )  # fmt: skip


def _owned(snapshot: Snapshot, other: Snapshot) -> pl.DataFrame:
    """id, plan, owner of each node: whose part it is; in the plan of one OPD that OPD."""
    plans = pl.concat([snapshot.frame("plan"), other.frame("plan")]).unique("id", keep="first")
    owners = plans.select(plan="id", of="opd")
    nodes = snapshot.frame("node").select("id", "plan", "opd").join(owners, on="plan", how="left")
    return nodes.select("id", "plan", owner=pl.coalesce("of", "opd"))


def _new_rows(table: Table, file: Snapshot) -> pl.DataFrame:
    return file.tables[table.name] if file.carries(table.name) else pl.DataFrame(schema={})


def _merged(table: Table, book: Snapshot, kept: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """The rows that stay and those that come. Of a column that the file does not carry, a row that
    was there before keeps what it had."""
    key = list(table.key)
    if not new.columns:
        return sort_rows(table, kept)
    before = book.tables.get(table.name)
    if before is None or not book.carries(table.name):
        return sort_rows(table, new)
    untold = [name for name in before.columns if name not in new.columns]
    new = new.join(before.select(*key, *untold), on=key, how="left", nulls_equal=True)
    stays = kept.join(new, on=key, how="anti", nulls_equal=True)
    columns = [name for name in table.names if name in new.columns]
    missing = [
        pl.lit(None, table.dtypes[name]).alias(name)
        for name in columns
        if name not in stays.columns
    ]
    rows = pl.concat([stays.with_columns(missing).select(columns), new.select(columns)])
    return sort_rows(table, rows)


def _clashes(table: Table, kept: pl.DataFrame, new: pl.DataFrame, name: str) -> list[Problem]:
    """Keys that the file brings and that stand elsewhere in the book, for something else."""
    handed_in = table.name in ("node", *OF_NODES, *OF_INDICATORS, *OF_OPD)
    if not handed_in or not new.columns or not set(table.key) <= set(kept.columns):
        return []
    both = new.join(kept.select(table.key), on=list(table.key), how="semi")
    return told(
        both.select(table.key).rows(),
        lambda key: Problem(
            Fault.CONTRADICTION,
            f"Kunci tabel {table.label} ini sudah dipakai di bagian lain yang tidak dibawa berkas.",
            "Beri baris dalam berkas kunci lain, atau sertakan bagian itu.",
            name, column=", ".join(table.key), value="|".join(map(str, key)),
        ),
    )  # fmt: skip


def _said(table: Table, book: Snapshot, file: Snapshot, gone: _Gone) -> Iterator[str]:
    before = book.tables.get(table.name)
    after = file.tables.get(table.name)
    if after is None or not file.carries(table.name):
        if table.name in (*OF_NODES, *OF_INDICATORS) and before is not None:
            yield from _untouched(table, file)
        return
    if before is None:
        yield (
            f"Tabel {table.label} belum pernah dimuat; yang tidak disebut berkas akan tampak belum "
            "diisi."
        )
        return
    fresh = [table.column(name).label for name in after.columns if name not in before.columns]
    if fresh:
        yield (
            f"Tabel {table.label}: kolom {', '.join(fresh)} belum pernah dimuat; pada baris lain akan "
            "tampak belum diisi."
        )
    if untold := [table.column(n).label for n in before.columns if n not in after.columns]:
        yield (
            f"Tabel {table.label}: kolom {', '.join(untold)} tidak ada dalam berkas; isinya yang "
            "sekarang tetap."
        )
    if table.name == "node" and gone.lost.len():
        yield f"{thousands(gone.lost.len())} bagian rencana tidak ada lagi dalam berkas, jadi dihapus."


def _untouched(table: Table, file: Snapshot) -> Sequence[str]:
    thing = "node" if table.name in OF_NODES else "indicator"
    if not file.carries(thing):
        return ()
    return (f"Berkas tidak memuat tabel {table.label}; yang sekarang tetap.",)
