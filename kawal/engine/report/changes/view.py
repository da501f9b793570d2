"""What every form of the report of changes says, worked out once and free of layout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kawal.engine.diff import Diff, Money, TableChange, compare, movements
from kawal.engine.diff.money import COUNTS, EMPTY, SUMS
from kawal.engine.report.changes.items import Item, items_by_office
from kawal.engine.report.view import office_name, office_names, plan_names, region_label
from kawal.engine.shared.wording import rupiah, rupiah_sen, thousands
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.package import digest_of
from kawal.engine.snapshot.schema import ANNUAL_KINDS

_NAMES = {"region": "wilayah", "year": "tahun rencana", "sample": "data contoh", "source": "sumber"}
_SIDES = ("lama", "baru")


@dataclass(frozen=True)
class Side:
    """One of the two: how it was named, what it is."""

    file: str
    snapshot: Snapshot
    digest: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Sums:
    """Money and counts of one row of a table of sums; money is None where it is not known."""

    name: str
    numbers: dict[str, int | None]

    def __getitem__(self, name: str) -> int | None:
        return self.numbers[name]

    @property
    def difference(self) -> int | None:
        before, after = self["before"], self["after"]
        return None if before is None or after is None else after - before

    @property
    def moved(self) -> bool:
        """Whether any line came, went, rose or fell."""
        return any(self[name] for name in COUNTS)


@dataclass(frozen=True)
class Round:
    """All plans of one kind, years and version, e.g. every Renja 2021, in one year of money."""

    name: str
    offices: tuple[Sums, ...]
    total: Sums


@dataclass(frozen=True)
class OfficeChanges:
    """What changed for one OPD; opd is None for what belongs to the region as a whole."""

    opd: str | None
    name: str
    items: tuple[Item, ...]

    def count(self, mark: str) -> int:
        return sum(item.mark == mark for item in self.items)

    @property
    def anchor(self) -> str:
        return "daerah" if self.opd is None else "opd-" + "".join(
            char if char.isalnum() else "-" for char in self.opd
        )  # fmt: skip


@dataclass(frozen=True)
class ChangesView:
    """A comparison, ready to be laid out."""

    before: Side
    after: Side
    diff: Diff
    money: Money
    region: str
    about: tuple[str, ...]
    carried: tuple[str, ...]
    rounds: tuple[Round, ...]
    plans: tuple[Sums, ...]
    offices: tuple[OfficeChanges, ...]

    @property
    def sample(self) -> bool:
        return self.before.snapshot.sample or self.after.snapshot.sample

    @property
    def headline(self) -> str:
        """The first line is the answer."""
        if self.diff.is_empty:
            return "Tidak ada yang berubah: kedua sidik sama"
        touched = sum(bool(each.items) for each in self.offices if each.opd is not None)
        rows = sum(self.row_counts)
        if not rows:
            return "Tidak ada baris yang berubah; yang berbeda hanya keterangan atau yang dimuat"
        where = f" pada {touched} OPD" if touched else ""
        return f"{thousands(rows)} baris data berubah{where}"

    @property
    def brief(self) -> tuple[str, ...]:
        """One sentence per round: lines that came, went, rose and fell, and the money."""
        return tuple(_brief(each) for each in self.rounds)

    @property
    def row_counts(self) -> tuple[int, int, int]:
        """Rows added, removed and changed, over all tables whose rows can meet."""
        changes = [each for each in self.diff.tables if each.comparable]
        return (
            sum(each.added.height for each in changes),
            sum(each.removed.height for each in changes),
            sum(each.changed for each in changes),
        )

    @property
    def reconciled(self) -> str:
        """Whether the money adds up, in one sentence."""
        if not self.money.known:
            return "Rupiah tidak dapat dicocokkan: pagu alokasi tidak dimuat di kedua sisi."
        whole = _summed("", self.money.places.iter_rows(named=True))
        sums = {name: rupiah_sen(whole[name] or 0) for name in SUMS}
        told = (
            "semua alokasi yang dimuat: lama {before} + ditambah {added} − dihapus {removed} "
            "+ naik {raised} − turun {lowered} = baru {after}".format(**sums)
        )
        if not self.money.reconciles:
            return f"Rupiah TIDAK cocok: {told}. Laporkan kepada pembuat Kawal."
        return f"Rupiah cocok sampai sen, per rencana dan per OPD: {told}."

    @property
    def empty_amounts(self) -> str:
        """How many allocations no sum could hold; empty where there are none."""
        before, after = (sum(self.money.places[name].to_list()) for name in EMPTY)
        if not before and not after:
            return ""
        counts = f"{thousands(before)} di lama, {thousands(after)} di baru"
        return f"Alokasi tanpa pagu tidak ikut dijumlah: {counts}."


def view_of_changes(before: Side, after: Side) -> ChangesView:
    """Everything that a report of changes says."""
    diff = compare(before.snapshot, after.snapshot)
    money = movements(before.snapshot, after.snapshot)
    names = office_names(before.snapshot) | office_names(after.snapshot)
    return ChangesView(
        before=before,
        after=after,
        diff=diff,
        money=money,
        region=region_label(after.snapshot if after.snapshot.region else before.snapshot),
        about=tuple(
            f"{_NAMES[each.name]}: {_said(each.before)} → {_said(each.after)}"
            for each in diff.about
        ),
        carried=tuple(line for change in diff.tables for line in _carried(change)),
        rounds=tuple(_rounds(before.snapshot, after.snapshot, money, names)),
        plans=tuple(_plan_sums(before.snapshot, after.snapshot, money)),
        offices=tuple(_offices(before.snapshot, after.snapshot, diff, names)),
    )


def side_of(file: str, snapshot: Snapshot, notes: Sequence[str]) -> Side:
    """One side of a comparison. file: its name without folders."""
    return Side(file, snapshot, digest_of(snapshot), tuple(notes))


def _said(value: object) -> str:
    if value is None:
        return "tidak disebut"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return str(value)


def _carried(change: TableChange) -> Iterator[str]:
    """What only one side carries: not known on the other, so no change of any row."""
    table = change.table
    label = f"{table.name} ({table.label})"
    if change.before is None or change.after is None:
        side = _SIDES[change.before is None]
        count = (change.added if change.before is None else change.removed).height
        yield f"Tabel {label} hanya dimuat di {side}: {thousands(count)} baris, tidak dibandingkan."
        return
    if not change.comparable:
        yield f"Tabel {label} tidak memuat semua kolom kuncinya, jadi barisnya tidak dibandingkan."
    for side, own, other in zip(
        _SIDES, (change.before, change.after), (change.after, change.before), strict=True
    ):
        if alone := [name for name in own if name not in other]:
            labels = ", ".join(f"{name} ({table.column(name).label})" for name in alone)
            yield f"Tabel {label}, kolom {labels}: hanya dimuat di {side}."


def _brief(each: Round) -> str:
    total = each.total
    words = zip(COUNTS, ("ditambah", "dihapus", "naik", "turun"), strict=True)
    counts = (f"{thousands(total[name] or 0)} baris {word}" for name, word in words if total[name])
    money = ""
    if total["before"] is not None and total["after"] is not None:
        money = (
            f"; pagu {rupiah(total['before'])} menjadi {rupiah(total['after'])} "
            f"({difference(total.difference)})"
        )
    return f"{each.name}: {', '.join(counts)}{money}."


def difference(sen: int | None) -> str:
    """'+Rp30.000.000', with its sign."""
    if sen is None:
        return "tidak diketahui"
    return ("+" if sen > 0 else "") + rupiah(sen)


def _rounds(
    before: Snapshot, after: Snapshot, money: Money, names: dict[str | None, str]
) -> Iterator[Round]:
    """The rounds in which something moved, the latest first."""
    label = _round_labels(before, after)
    groups: dict[tuple[tuple[int, int], str], list[_Row]] = {}
    for row in money.places.iter_rows(named=True):
        groups.setdefault(label(row["plan"], row["year"]), []).append(row)
    for (_, name), rows in sorted(groups.items(), key=lambda each: each[0], reverse=True):
        total = _summed("Semua OPD", rows)
        if not total.moved:
            continue
        offices: dict[str | None, list[_Row]] = {}
        for row in sorted(rows, key=lambda each: (each["opd"] is None, each["opd"])):
            offices.setdefault(row["opd"], []).append(row)
        sums = (_summed(office_name(names, opd), own) for opd, own in offices.items())
        yield Round(name, tuple(each for each in sums if each.moved), total)


def _round_labels(
    before: Snapshot, after: Snapshot
) -> Callable[[str | None, int], tuple[tuple[int, int], str]]:
    """Plan and year of money → what sorts the round, and its name."""
    plans = {row["id"]: row for each in (before, after) for row in
             each.frame("plan").iter_rows(named=True)}  # fmt: skip
    names = plan_names(before) | plan_names(after)

    def label(plan: str | None, year: int) -> tuple[tuple[int, int], str]:
        if plan is None or plan not in plans:
            return (0, 0), "Rencana yang tidak dikenal"
        row = plans[plan]
        is_forward = row["kind"] in ANNUAL_KINDS and year != row["first_year"]
        forward = f", prakiraan maju {year}" if is_forward else ""
        return (row["first_year"], row["version"]), names[plan] + forward

    return label


def _plan_sums(before: Snapshot, after: Snapshot, money: Money) -> Iterator[Sums]:
    """Every plan whose money moved, all its years together."""
    plans: dict[str | None, list[_Row]] = {}
    for row in money.places.iter_rows(named=True):
        plans.setdefault(row["plan"], []).append(row)
    names = plan_names(before) | plan_names(after)
    for plan, rows in plans.items():
        sums = _summed(plan or "", rows)
        if sums.moved:
            yield replace(sums, name=f"{names.get(plan or '', 'Rencana')} ({plan or '–'})")


_Row = dict[str, Any]


def _summed(name: str, rows: Iterable[_Row]) -> Sums:
    kept = list(rows)
    numbers = {}
    for column in (*SUMS, *COUNTS, *EMPTY):
        values = [row[column] for row in kept]
        numbers[column] = None if None in values else sum(values)
    return Sums(name, numbers)


def _offices(
    before: Snapshot, after: Snapshot, diff: Diff, names: dict[str | None, str]
) -> Iterator[OfficeChanges]:
    """Every OPD with a change, in official order; what belongs to none at the end."""
    found = items_by_office(before, after, diff)
    for opd in sorted(found, key=lambda each: (each is None, each)):
        yield OfficeChanges(opd, office_name(names, opd), tuple(found[opd]))
