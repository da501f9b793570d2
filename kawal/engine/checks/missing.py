"""What kept a subject from being judged: in words that an official knows, and what to give."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from kawal.engine.checks.expr import number_column
from kawal.engine.checks.facts import REFERENCE
from kawal.engine.checks.rule import Rule
from kawal.engine.checks.subject import Source
from kawal.engine.shared.language import say
from kawal.engine.snapshot.schema import BY_NAME

Missing = tuple[str, str, str]
"""What kept a subject from being judged: in words, the mend, and the field to open."""


def broken_rule() -> Missing:
    """What is said where a rule broke; there is no field to open."""
    fix = say("Laporkan kepada pembuat Kawal: ini bukan kesalahan data.")
    return say("galat aturan"), fix, ""


def nothing_to_judge(rule: Rule, absent: Collection[str], kinds: Collection[str]) -> Missing:
    """Why a rule has no row at all. absent: what the snapshot does not carry; kinds: which kinds of
    plan it holds."""
    lost = {table for table in rule.subject.base if table in absent}
    ungiven = [each for each in rule.subject.sources if not _given(each, kinds)]
    if lost and not (lost == {REFERENCE} and ungiven):  # a list alone would not help
        return _not_carried(rule, absent, kinds, rule.field)
    said = [say(each.said) for each in ungiven or rule.subject.sources]
    fix = say("Sertakan {what}, lalu periksa lagi.", what=say(" dan ").join(said))
    what = say("masukan tidak memuat {what}", what=say(" atau ").join(said))
    return what, _with_all(fix, rule, absent, kinds, also=True), rule.field


def missing_of(
    rule: Rule, row: Mapping[str, Any], absent: Collection[str], kinds: Collection[str]
) -> Missing:
    """The first thing that a subject row lacks for this rule, and all that is not carried."""
    if row["year"] is None:
        plan = _columns("plan", [name for name in BY_NAME["plan"].names if name != "locked_on"])
        fix = say("Sertakan {what}.", what=say("tabel {table} dengan kolom {columns}", **plan))
        return say("tahun rencana tidak diketahui"), fix, "plan.first_year"
    for expr in rule.questions:
        for name in sorted(expr.judged_for_presence()):
            if (field := rule.subject.column(name).field) in absent:
                return _not_carried(rule, absent, kinds, field)
        for name in sorted(expr.needed()):
            if row[name] is None:
                return _missing_column(rule, name, absent, kinds)
        for number in sorted(expr.numbers()):
            if row[number_column(number)] is None:
                what = say(
                    "ketentuan {number} tidak ada untuk tahun {year}",
                    number=number,
                    year=row["year"],
                )
                return what, say("Periksa tahun rencananya."), "plan.first_year"
    return broken_rule()


def _missing_column(
    rule: Rule, name: str, absent: Collection[str], kinds: Collection[str]
) -> Missing:
    """Why a column is empty: something it is made from is not carried, or a cell is empty."""
    given = rule.subject.column(name)
    needs = {field for part in rule.subject.parts_for([name]) for field in part.needs}
    if any(_is_lost(field, absent) for field in {*needs, given.field}):
        return _not_carried(rule, absent, kinds, given.field)
    label = say(given.label)
    fix = say(given.mend) if given.mend else say("Lengkapi {what}.", what=label)
    fix = _with_all(fix, rule, absent, kinds)
    return say("{what} belum diketahui", what=label), fix, given.field


def _not_carried(
    rule: Rule, absent: Collection[str], kinds: Collection[str], field: str
) -> Missing:
    """All that the rule needs and the snapshot does not carry, said at once."""
    lost = _lost(rule, absent)
    said = "; ".join(_absences(lost, absent))
    fix = say("Sertakan {what}.", what="; ".join(_wishes(rule, lost, absent, kinds)))
    return said, fix, field


def _with_all(
    fix: str, rule: Rule, absent: Collection[str], kinds: Collection[str], *, also: bool = False
) -> str:
    """A mend with all that would be missing next. also: name what else must be given, even where
    no column is missing."""
    lost = _lost(rule, absent)
    wishes = list(_wishes(rule, lost, absent, kinds)) if lost or also else []
    return f"{fix} {say('Sertakan pula {what}.', what='; '.join(wishes))}" if wishes else fix


def _lost(rule: Rule, absent: Collection[str]) -> dict[str, list[str]]:
    """What the rule needs and the snapshot does not carry: columns by table."""
    lost: dict[str, list[str]] = {}
    for field in rule.needs:
        if _is_lost(field, absent):
            table, _, column = field.partition(".")
            lost.setdefault(table, []).extend([column] if column else [])
    return lost


def _is_lost(field: str, absent: Collection[str]) -> bool:
    return field in absent or field.partition(".")[0] in absent


def _absences(lost: Mapping[str, list[str]], absent: Collection[str]) -> Iterator[str]:
    for table, columns in lost.items():
        if table == REFERENCE:
            yield say("daftar kode resmi tidak diberikan")
        elif table in absent:
            yield say("tabel {table} tidak dimuat atau tidak lengkap", **_columns(table, columns))
        else:
            yield say(
                "kolom {columns} dalam tabel {table} tidak dimuat", **_columns(table, columns)
            )


def _wishes(
    rule: Rule, lost: Mapping[str, list[str]], absent: Collection[str], kinds: Collection[str]
) -> Iterator[str]:
    for table, columns in lost.items():
        if table == REFERENCE:
            yield say("daftar kode resmi dengan --reference PAKET")
        elif table in absent:
            structural = [each.name for each in BY_NAME[table].columns if each.is_structural]
            every = _columns(table, list(dict.fromkeys([*structural, *columns])))
            yield say("tabel {table} dengan kolom {columns}", **every)
        else:
            yield say("kolom {columns} dalam tabel {table}", **_columns(table, columns))
    if rule.beside and not _given(rule.beside, kinds):
        yield say(rule.beside.said)


def _columns(table: str, columns: Collection[str]) -> dict[str, str]:
    """A table and columns of it by the names that people know, each with its technical name."""
    named = [f"{say(BY_NAME[table].column(name).label)} ({name})" for name in columns]
    return {"table": f"{say(BY_NAME[table].label)} ({table})", "columns": ", ".join(named)}


def _given(source: Source, kinds: Collection[str]) -> bool:
    return any(kind in kinds for kind in source.kinds)
