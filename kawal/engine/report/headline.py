"""The first line of every report: whether the plan can be locked, and if not, why."""

from __future__ import annotations

from kawal.engine.checks.verdict import Verdict
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import counted


def headline_of(verdict: Verdict, min_coverage: int) -> str:
    """The first line is the answer. It needs counts only: no message is written for it."""
    if verdict.broken:
        return counted("Belum dapat dinyatakan: {count} aturan galat", len(verdict.broken))
    if not verdict.planned:
        said = say(
            "Belum dapat dinyatakan: tidak ada baris rencana tahun {year}", year=verdict.year
        )
        return said + _found(verdict)
    if verdict.thin(min_coverage):
        said = say("Belum dapat dinyatakan: terlalu banyak yang tidak dapat dinilai")
        return said + _found(verdict)
    if blocking := verdict.blocking:
        said = counted("Belum dapat dikunci: {count} temuan menghalangi", blocking)
        return said + _in_offices(verdict.hindered)
    return _headline_without_findings(verdict)


def _found(verdict: Verdict) -> str:
    """What was found all the same, after what keeps the answer open."""
    blocking = verdict.blocking
    return "; " + counted("{count} temuan menghalangi", blocking) if blocking else ""


def _headline_without_findings(verdict: Verdict) -> str:
    """Nothing stops the lock as far as was seen; whether all was seen is said with it."""
    judgements, offices = verdict.open
    if judgements:
        return counted(
            "Belum dapat dikunci: tidak ada temuan yang menghalangi, tetapi {count} "
            "penilaian{where} tidak dapat dibuat",
            judgements,
            where=_in_offices(offices),
        )
    if silent := len(verdict.silent):
        return counted(
            "Belum dapat dikunci: tidak ada temuan yang menghalangi, tetapi {count} OPD "
            "belum memasukkan rencana",
            silent,
        )
    return say("Dapat dikunci: tidak ada temuan yang menghalangi")


def _in_offices(count: int) -> str:
    """' pada 3 OPD', or nothing where it is on none."""
    return " " + counted("pada {count} OPD", count) if count else ""
