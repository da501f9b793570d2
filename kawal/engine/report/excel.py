"""The report as an Excel file: findings to filter, amounts as real numbers, nothing that can run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kawal.engine.checks.finding import Finding
from kawal.engine.checks.rule import Outcome, Severity
from kawal.engine.report.view import View, office_label
from kawal.engine.shared.safe_cells import ROWS, SafeBook, SafeSheet
from kawal.engine.shared.wording import long_date, thousands
from kawal.engine.snapshot.schema import Kind

_INDIGO, _WHITE = "#2B3A8C", "#FFFFFF"
_MONEY, _DAY, _SHARE, _NUMBER, _DECIMAL = "#,##0.00", "dd/mm/yyyy", "0.0%", "#,##0", "General"
_NUMERIC = (Kind.MONEY, Kind.DECIMAL)
_RANK = {Outcome.FAILED: 0, Outcome.WAIVED: 1, Outcome.UNKNOWN: 2}


@dataclass(frozen=True)
class _Column:
    heading: str
    width: int


_FINDINGS = (
    _Column("OPD", 30), _Column("Rencana", 18), _Column("Tahun", 8), _Column("Hasil", 20),
    _Column("Bobot", 14), _Column("Aturan", 13), _Column("Bunyi aturan", 30),
    _Column("Temuan", 60), _Column("Cara membenahi", 45), _Column("Giliran", 28),
    _Column("Dasar hukum", 36), _Column("Kolom yang dibuka", 20), _Column("Kunci", 34),
    _Column("Dikecualikan oleh", 20), _Column("Sampai", 12), _Column("Alasan", 24),
)  # fmt: skip
_COVERAGE = (
    _Column("Aturan", 13), _Column("Bunyi aturan", 50), _Column("Dasar hukum", 45),
    _Column("Bobot", 14), _Column("Lolos", 12), _Column("Gagal", 12),
    _Column("Dikecualikan", 14), _Column("Tidak dapat dinilai", 14),
    _Column("Tidak berlaku", 14), _Column("Bagian yang dinilai", 14), _Column("Galat aturan", 30),
)  # fmt: skip
_OFFICES = (
    _Column("OPD", 44), _Column("Menghalangi", 14), _Column("Peringatan", 14),
    _Column("Dikecualikan", 14), _Column("Tidak dapat dinilai", 14), _Column("Dinilai", 12),
    _Column("Berlaku", 12), _Column("Bagian yang dinilai", 14),
)  # fmt: skip
_VALUE_WIDTH = 22


def as_excel(view: View, command: str) -> bytes:
    """The file; the same run gives the same bytes. command: what repeats the run.

    Sheets: Ringkasan (the answer, per OPD), Temuan, Aturan (how much of each rule could be judged),
    Pembacaan (how the input was read).
    """
    book = SafeBook()
    summary = _Writer(book, book.sheet("Ringkasan"))
    findings = _Writer(book, book.sheet("Temuan"))
    left_out = _write_findings(findings, view)
    _write_summary(summary, view, command, left_out)
    _write_coverage(_Writer(book, book.sheet("Aturan")), view)
    _write_notes(_Writer(book, book.sheet("Pembacaan")), view)
    return book.content()


class _Writer:
    """Puts values into a sheet by what they are; None leaves a cell empty."""

    def __init__(self, book: SafeBook, sheet: SafeSheet) -> None:
        self.layout = sheet.layout
        self._book = book
        self._sheet = sheet

    def row(self, row: int, cells: Iterable[Any], look: str = _NUMBER) -> None:
        for column, cell in enumerate(cells):
            self.cell(row, column, cell, look)

    def cell(self, row: int, column: int, cell: Any, look: str = _NUMBER) -> None:
        if isinstance(cell, str):
            self._sheet.text(row, column, cell, self._book.style(text_wrap=True))
        elif isinstance(cell, int | Decimal):
            self._sheet.decimal(row, column, Decimal(cell), self._book.style(num_format=look))
        elif cell is not None:
            self._sheet.day(row, column, cell, self._book.style(num_format=_DAY))

    def money(self, row: int, column: int, sen: int) -> None:
        self._sheet.money(row, column, sen, self._book.style(num_format=_MONEY))

    def line(self, row: int, text: str, **look: Any) -> None:
        """A text that may run over the columns beside it."""
        self._sheet.text(row, 0, text, self._book.style(**look))

    def heading(self, row: int, columns: Sequence[_Column]) -> None:
        style = self._book.style(
            bold=True, text_wrap=True, bg_color=_INDIGO, font_color=_WHITE, border=1
        )
        for place, column in enumerate(columns):
            self.layout.set_column(place, place, column.width)
            self._sheet.text(row, place, column.heading, style)

    def as_table(self, first: int, last: int, columns: int) -> None:
        """Filter; a heading on top stays in sight and on every printed page; no column is cut off."""
        self.layout.autofilter(first, 0, max(last, first), columns - 1)
        if first == 0:
            self.layout.freeze_panes(1, 1)
            self.layout.repeat_rows(0)
        self.layout.set_landscape()
        self.layout.set_paper(9)  # A4
        self.layout.fit_to_pages(1, 0)


def _write_summary(writer: _Writer, view: View, command: str, left_out: int) -> None:
    writer.line(0, f"{view.region} · {view.plan} · per {long_date(view.result.on)}",
                bold=True, font_size=14)  # fmt: skip
    writer.line(1, f"{view.headline}.", bold=True)
    lines = [
        "DATA CONTOH: semua angka rekaan, bukan angka resmi." if view.sample else "",
        f"OPD tanpa rencana tahun itu: {', '.join(view.silent)}." if view.silent else "",
        *(f"Aturan {each.rule.code} galat dan tidak dipakai: {each.broken}"
          for each in view.result.verdict.broken),
        f"Lembar Temuan penuh: {thousands(left_out)} temuan terakhir tidak termuat." if left_out
        else "",
        f"Sidik paket (SHA-256): {view.digest}",
        f"Sumber: {view.result.snapshot.source}",
        f"Perintah: {command}",
    ]  # fmt: skip
    row = 2
    for line in filter(None, lines):
        writer.line(row, line)
        row += 1
    first = row + 1
    writer.heading(first, _OFFICES)
    for row, office in enumerate(view.offices, start=first + 1):
        count = office.count
        writer.row(row, (office.name, count.blocking, count.warnings, count.waived, count.unknown,
                         count.assessed, count.applicable))  # fmt: skip
        writer.cell(row, 7, _share(count.assessed, count.applicable), _SHARE)
    writer.as_table(first, first + len(view.offices), len(_OFFICES))


def _write_findings(writer: _Writer, view: View) -> int:
    """Returns how many findings did not fit into the sheet."""
    findings = sorted(view.result.findings, key=_place_in(view))
    labels = _value_labels(findings)
    shown = findings[: ROWS - 1]
    columns = [*_FINDINGS, *(_Column(label, _VALUE_WIDTH) for label in labels)]
    writer.heading(0, columns)
    names = {opd: office_label(view, opd) for opd in {each.opd for each in findings}}
    for row, finding in enumerate(shown, start=1):
        writer.row(row, _finding(view, finding, names[finding.opd]), look="0")
        for label, kind, value in _values(finding):
            column = len(_FINDINGS) + labels[label]
            if kind is Kind.MONEY:
                writer.money(row, column, value)
            else:
                writer.cell(row, column, value, _DECIMAL)
    writer.as_table(0, len(shown), len(columns))
    return len(findings) - len(shown)


def _place_in(view: View) -> Any:
    """OPD in official order; within one, what stops the lock first."""
    order = {office.opd: place for place, office in enumerate(view.offices)}
    return lambda finding: (
        order.get(finding.opd, len(order)),
        _RANK[finding.outcome],
        finding.rule.severity is Severity.WARNING,
        finding.rule.code,
        finding.key,
    )


def _finding(view: View, finding: Finding, office: str) -> tuple[Any, ...]:
    rule, waiver = finding.rule, finding.waiver
    return (
        office,
        view.plan_of(finding),
        finding.year,
        finding.outcome.value,
        rule.severity.value,
        rule.code,
        rule.title,
        finding.message,
        finding.fix,
        finding.owner,
        str(rule.basis),
        finding.field,
        finding.key,
        waiver.office if waiver else None,
        waiver.until if waiver else None,
        waiver.reason if waiver else None,
    )


def _values(finding: Finding) -> Iterable[tuple[str, Kind, Any]]:
    """The amounts and exact numbers that decided, by what people call them."""
    for name, value in finding.values.items():
        if value is None or name in finding.rule.numbers:
            continue
        given = finding.rule.subject.column(name)
        if given.kind in _NUMERIC:
            unit = " (rupiah)" if given.kind is Kind.MONEY else ""
            yield f"{given.label}{unit}", given.kind, value


def _value_labels(findings: Iterable[Finding]) -> dict[str, int]:
    """Heading → place among the columns of values, in the order in which they are met."""
    labels = dict.fromkeys(label for each in findings for label, _, _ in _values(each))
    return {label: place for place, label in enumerate(labels)}


def _write_coverage(writer: _Writer, view: View) -> None:
    writer.heading(0, _COVERAGE)
    for row, entry in enumerate(view.result.verdict.coverage, start=1):
        rule, counts = entry.rule, entry.counts
        writer.row(row, (rule.code, rule.title, str(rule.basis), rule.severity.value,
                         counts[Outcome.PASSED], counts[Outcome.FAILED], counts[Outcome.WAIVED],
                         counts[Outcome.UNKNOWN], counts[Outcome.NOT_APPLICABLE]))  # fmt: skip
        writer.cell(row, 9, _share(entry.assessed, entry.applicable), _SHARE)
        writer.cell(row, 10, entry.broken)
    writer.as_table(0, len(view.result.verdict.coverage), len(_COVERAGE))


def _write_notes(writer: _Writer, view: View) -> None:
    writer.heading(0, (_Column("Cara masukan dibaca", 140),))
    notes = view.notes or ("Tidak ada yang perlu disebut.",)
    for row, note in enumerate(notes, start=1):
        writer.cell(row, 0, note)
    writer.as_table(0, len(notes), 1)


def _share(assessed: int, applicable: int) -> Decimal | None:
    """A share cut to a tenth of a percent, so that 99,97 % is never shown as 100."""
    return Decimal(assessed * 1000 // applicable) / 1000 if applicable else None
