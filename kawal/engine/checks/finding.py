"""A finding as a person reads it, in the language in force: what is wrong, with which values, by
which law, who mends it how."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Any

from kawal.engine.checks.expr import number_column
from kawal.engine.checks.facts import REFERENCE
from kawal.engine.checks.rule import Office, Outcome, Rule
from kawal.engine.checks.subject import Given, Subject
from kawal.engine.checks.waivers import Waiver
from kawal.engine.shared import wording
from kawal.engine.shared.language import say
from kawal.engine.snapshot.schema import BY_NAME

LEVELS = {
    "visi": "Visi",
    "misi": "Misi",
    "tujuan": "Tujuan",
    "sasaran": "Sasaran",
    "program": "Program",
    "kegiatan": "Kegiatan",
    "sub_kegiatan": "Sub kegiatan",
}


@dataclass(frozen=True)
class Finding:
    """One subject that failed a rule, could not be judged, or was waived.

    key: the subject's key columns joined by `|`, or `*` for a rule that had nothing to judge.
    plan, year: where it stands, None where that is not known. values: what decided, by column;
    money in sen. field: `table.column` to open. missing: what kept it from being judged, in words;
    empty for other outcomes.
    """

    rule: Rule
    outcome: Outcome
    key: str
    opd: str | None
    plan: str | None
    year: int | None
    values: Mapping[str, Any]
    message: str
    fix: str
    owner: str
    field: str
    missing: str = ""
    waiver: Waiver | None = None


def tell(
    rule: Rule,
    key: str,
    outcome: Outcome,
    row: Mapping[str, Any],
    offices: Mapping[str, Mapping[str, Any]],
    *,
    missing: Missing = ("", "", ""),
    waiver: Waiver | None = None,
) -> Finding:
    """The finding on one subject row."""
    opd = row["opd"]
    owner = _owner(rule, opd, offices)
    if outcome is Outcome.UNKNOWN:
        what, fix, field = missing
        message = say("Tidak dapat dinilai: {what}.", what=what)
    else:
        what, field = "", rule.field
        shown = {name: _told(rule.subject.column(name), row[name]) for name in rule.columns}
        told = {**row, **shown}
        message = _FORMAT.format(say(rule.message), **told)
        fix = _FORMAT.format(say(rule.fix), **told)
    return Finding(
        rule=rule,
        outcome=outcome,
        key=key,
        opd=opd,
        plan=row["plan"],
        year=row["year"],
        values=_values(rule, row),
        message=message,
        fix=fix,
        owner=owner,
        field=field,
        missing=what,
        waiver=waiver,
    )


def _told(given: Given, value: Any) -> Any:
    """A value as it stands in a sentence: words that Kawal wrote are said, what was typed stays."""
    words = value.split(", ") if given.words and isinstance(value, str) else []
    return ", ".join(map(say, words)) if words and set(words) <= set(given.words) else value


def _values(rule: Rule, row: Mapping[str, Any]) -> dict[str, Any]:
    """What decided, with the regulations' numbers; a rule that broke has no columns to show."""
    values = {name: row[name] for name in sorted(rule.columns) if name in row}
    numbers = {key: row.get(number_column(key)) for key in rule.numbers}
    return values | numbers


def tell_whole(rule: Rule, absent: Collection[str], broken: str | None) -> Finding:
    """The finding of a rule that had nothing to judge."""
    if broken is not None:
        what, fix, _ = broken_rule()
    elif absent:
        what, fix = _not_carried(sorted(absent)[0])
    else:
        what = say("tidak ada {what}", what=say(rule.subject.thing))
        fix = say("Sertakan rencananya, lalu periksa lagi.")
    message = say("Tidak dapat dinilai: {what}.", what=what)
    return Finding(
        rule=rule,
        outcome=Outcome.UNKNOWN,
        key="*",
        opd=None,
        plan=None,
        year=None,
        values={},
        message=message,
        fix=fix,
        owner=say(rule.owner.value),
        field=rule.field,
        missing=what,
    )


Missing = tuple[str, str, str]
"""What kept a subject from being judged: in words, the mend, and the field to open."""


def broken_rule() -> Missing:
    """What is said where a rule broke; there is no field to open."""
    fix = say("Laporkan kepada pembuat Kawal: ini bukan kesalahan data.")
    return say("galat aturan"), fix, ""


def missing_of(rule: Rule, row: Mapping[str, Any], absent: Collection[str]) -> Missing:
    """The first thing that a subject row lacks for this rule."""
    if row["year"] is None:
        return (
            say("tahun rencana tidak diketahui"),
            say("Sertakan tabel plan yang lengkap."),
            "plan.first_year",
        )
    for expr in rule.questions:
        for name in sorted(expr.judged_for_presence()):
            if (field := rule.subject.column(name).field) in absent:
                return *_not_carried(field), field
        for name in sorted(expr.needed()):
            if row[name] is None:
                return _missing_column(rule.subject, name, absent)
        for number in sorted(expr.numbers()):
            if row[number_column(number)] is None:
                what = say(
                    "ketentuan {number} tidak ada untuk tahun {year}",
                    number=number,
                    year=row["year"],
                )
                return what, say("Periksa tahun rencananya."), "plan.first_year"
    return broken_rule()


def _missing_column(subject: Subject, name: str, absent: Collection[str]) -> Missing:
    """Why a column is empty: something it is made from is not carried, or a cell is empty."""
    given = subject.column(name)
    for part in subject.parts_for([name]):
        needs = {*part.needs, *(field.partition(".")[0] for field in part.needs)}
        if lost := sorted(needs & set(absent)):
            return *_not_carried(lost[0]), given.field
    if given.field in absent:
        return *_not_carried(given.field), given.field
    label = say(given.label)
    fix = say(given.mend) if given.mend else say("Lengkapi {what}.", what=label)
    return say("{what} belum diketahui", what=label), fix, given.field


def _not_carried(field: str) -> tuple[str, str]:
    if field == REFERENCE:
        return say("daftar kode resmi tidak diberikan"), say("Sertakan dengan --reference PAKET.")
    table, _, column = field.partition(".")
    if not column or not column.strip():
        wanted = ", ".join(each.name for each in BY_NAME[table].columns if each.is_structural)
        label = say(BY_NAME[table].label)
        return (
            say(
                "tabel {table} ({label}) tidak dimuat atau tidak lengkap", table=table, label=label
            ),
            say("Sertakan tabel {table} dengan kolom {columns}.", table=table, columns=wanted),
        )
    label = say(BY_NAME[table].column(column).label)
    return (
        say("{what} ({field}) tidak dimuat", what=label, field=field),
        say("Sertakan kolom {column} pada tabel {table}.", column=column, table=table),
    )


def _owner(rule: Rule, opd: str | None, offices: Mapping[str, Mapping[str, Any]]) -> str:
    if rule.owner is not Office.OPD_HEAD or opd is None:
        return say(rule.owner.value)
    office = offices.get(opd, {})
    if office.get("head"):
        return str(office["head"])
    return say("Kepala {office}", office=office.get("short") or office.get("name") or opd)


class _Words(Formatter):
    """Fills a rule's text: `{pagu:rupiah}`, `{growth:kenaikan}`; a missing value is said so."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if value is None:
            return say("(tidak disebut)")
        if format_spec in _SPECS:
            return _SPECS[format_spec](value)
        if isinstance(value, date):
            return wording.long_date(value)
        return str(super().format_field(value, format_spec))


def _level(value: Any) -> str:
    return say(LEVELS.get(value, str(value)))


def _direction(value: Any) -> str:
    return say("makin tinggi makin baik") if value else say("makin rendah makin baik")


def _list(value: Any) -> str:
    return "; ".join(_plain(each) for each in str(value).split(";"))


def _plain(value: Any) -> str:
    return wording.decimal(Decimal(value))


_SPECS = {
    "rupiah": wording.rupiah,
    "kenaikan": wording.growth,
    "angka": _plain,
    "daftar": _list,
    "tingkat": _level,
    "arah": _direction,
}
_FORMAT = _Words()
