"""A finding as a person reads it, in the language in force: what is wrong, with which values, by
which law, who mends it how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Any

from kawal.engine.checks.expr import number_column
from kawal.engine.checks.missing import Missing
from kawal.engine.checks.owners import Owners
from kawal.engine.checks.rule import Outcome, Rule
from kawal.engine.checks.subject import Given
from kawal.engine.checks.waivers import Waiver
from kawal.engine.shared import wording
from kawal.engine.shared.language import say
from kawal.engine.snapshot.schema import Kind

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
    owners: Owners,
    *,
    missing: Missing = ("", "", ""),
    waiver: Waiver | None = None,
) -> Finding:
    """The finding on one subject row."""
    if outcome is Outcome.UNKNOWN:
        what, fix, field = missing
        message = say("Tidak dapat dinilai: {what}.", what=what)
    else:
        what, field = "", rule.field
        shown = {name: _told(rule.subject.column(name), row[name]) for name in rule.columns}
        words = _Words(key)
        message = words.format(say(rule.message), **{**row, **shown})
        fix = words.format(say(rule.fix), **{**row, **shown})
    return Finding(
        rule=rule,
        outcome=outcome,
        key=key,
        opd=row["opd"],
        plan=row["plan"],
        year=row["year"],
        values=_values(rule, row),
        message=message,
        fix=fix,
        owner=owners.owner(rule.owner, row["opd"], row["plan"]),
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


def told_values(finding: Finding) -> list[tuple[str, str]]:
    """The amounts, numbers and days that decided, each under what people call it."""
    told = []
    for name, value in finding.values.items():
        if value is None or name in finding.rule.numbers:
            continue
        given = finding.rule.subject.column(name)
        if write := _WRITTEN.get(given.kind):
            told.append((say(given.label), write(value)))
    return told


def tell_whole(rule: Rule, missing: Missing) -> Finding:
    """The finding of a rule that had nothing to judge."""
    what, fix, _ = missing
    return Finding(
        rule=rule,
        outcome=Outcome.UNKNOWN,
        key="*",
        opd=None,
        plan=None,
        year=None,
        values={},
        message=say("Tidak dapat dinilai: {what}.", what=what),
        fix=fix,
        owner=say(rule.owner.value),
        field=rule.field,
        missing=what,
    )


class _Words(Formatter):
    """Fills a rule's text: `{pagu:rupiah}`, `{growth:kenaikan}`; a missing value is said so.

    key: of the subject, by which an indicator without a text is told from others.
    """

    def __init__(self, key: str) -> None:
        self._key = key

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "indikator":
            nameless = say("yang teksnya kosong (kunci {key})", key=self._key)
            return nameless if value is None else f"“{value}”"
        if format_spec in _OPTIONAL:
            return _OPTIONAL[format_spec](value) if value else ""
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
_WRITTEN: dict[Kind, Callable[[Any], str]] = {
    Kind.MONEY: wording.rupiah,
    Kind.DECIMAL: _plain,
    Kind.DATE: wording.long_date,
}
_OPTIONAL: dict[str, Callable[[Any], str]] = {
    "semula": lambda sen: say(", semula {amount} dalam versi terkunci", amount=wording.rupiah(sen)),
    "unit": lambda unit: f" {unit}",
}
"""What is said only where there is something to say."""
