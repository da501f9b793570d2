"""Sentences about findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone

from kawal.base.ui.states import State
from kawal.engine.measures.working_days import working_days_between
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import counted, long_date, thousands
from kawal.office.findings.models import Case, CheckRun


def answer(counts: Mapping[State, int]) -> str:
    """The first line of the list. Without a failed one it does not say that all is well as long as
    something could not be judged."""
    if counts[State.BLOCKING] or counts[State.WARNING]:
        blocking = counted("{count} temuan menghalangi penguncian", counts[State.BLOCKING])
        return f"{blocking}, {counted('{count} peringatan', counts[State.WARNING])}."
    if counts[State.UNKNOWN]:
        return counted(
            "Tidak ada yang gagal, tetapi {count} tidak dapat dinilai.", counts[State.UNKNOWN]
        )
    return say("Tidak ada temuan.")


def answer_listed(counts: Mapping[State, int], everything: int) -> str:
    """The first line of a list that is filtered: what is listed, of how many. counts: of the listed."""
    listed = sum(counts.values())
    if not listed:
        return say(
            "Tidak satu pun dari {all} temuan cocok dengan saringan.", all=thousands(everything)
        )
    parts = ", ".join(counted_state(state, count) for state, count in counts.items() if count)
    return say(
        "{listed} dari {all} temuan cocok dengan saringan: {parts}.",
        listed=thousands(listed),
        all=thousands(everything),
        parts=parts,
    )


def unknown_filters(names: Sequence[str]) -> str:
    """The first line where something was asked for that no filter knows."""
    return say(
        "Penyaring tidak dikenal: {names}. Tidak ada yang ditampilkan.", names=", ".join(names)
    )


def counted_state(state: State, count: int) -> str:
    """How many findings are in that state."""
    return f"{thousands(count)} {state.word}"


def last_run(run: CheckRun, office: str) -> str:
    """When the rules were run, by whom, and how much could be judged."""
    moment = timezone.localtime(run.started_at)
    return say(
        "Pemeriksaan terakhir {day} pukul {time} oleh {office}. Seluruh kabupaten: dinilai {assessed} "
        "dari {applicable}.",
        day=long_date(moment.date()),
        time=f"{moment:%H.%M}",
        office=office,
        assessed=thousands(run.assessed),
        applicable=thousands(run.applicable),
    )


def deadline(due: date, day: date) -> str:
    """How many working days are left to a deadline, or have gone by since."""
    if due == day:
        return say("hari ini")
    if day < due:
        return counted("{count} hari kerja lagi", working_days_between(day, due))
    gone = working_days_between(due, day)
    return counted("lewat {count} hari kerja", gone) if gone else say("lewat tenggat")


def case_word(state: Case.State) -> str:
    """What a case waits for, or how it was closed."""
    return {
        Case.State.OPEN: say("menunggu jawaban"),
        Case.State.ANSWERED: say("menunggu keputusan"),
        Case.State.RETURNED: say("dikembalikan"),
        Case.State.ACCEPTED: say("jawaban diterima"),
        Case.State.MENDED: say("temuannya sudah tidak ada"),
        Case.State.WAIVED: say("temuannya dikecualikan"),
    }[state]


def consequence(state: State) -> str:
    """What the finding holds up."""
    return {
        State.BLOCKING: say(
            "Rencana boleh terus disusun, tetapi belum dapat dikunci sebelum ini diperbaiki atau "
            "dikecualikan."
        ),
        State.WARNING: say("Rencana tetap dapat dikunci. Baca, lalu perbaiki atau jelaskan."),
        State.UNKNOWN: say("Ada yang belum diketahui, jadi ini belum lolos dan belum gagal."),
        State.WAIVED: say("Tidak menahan penguncian selama pengecualiannya berlaku."),
    }[state]
