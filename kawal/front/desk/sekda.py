"""What stands on the desk of the Sekda, and of whoever else looks over many OPD."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from kawal.base.organisation import rights
from kawal.base.organisation.seat import Seat
from kawal.base.ui.charts import Dot
from kawal.base.ui.tables import Step
from kawal.engine.shared.language import said_later, say
from kawal.engine.shared.wording import counted
from kawal.front.desk import additions, flagships, heat, waiting, watch
from kawal.office.findings.cases import DAYS
from kawal.office.findings.models import CheckRun
from kawal.office.planning.models import Book, Plan

_TOP = 5
YEAR = (
    (said_later("Jan"), said_later("rancangan awal")),
    (said_later("Feb"), said_later("musrenbang kec.")),
    (said_later("Mar"), said_later("rapat, forum OPD")),
    (said_later("Apr"), said_later("rancangan")),
    (said_later("Mei"), said_later("reviu")),
    (said_later("Jun"), said_later("kunci Renja")),
    (said_later("Jul"), said_later("penetapan")),
    (said_later("Agt"), said_later("KUA-PPAS")),
    (said_later("Sep"), said_later("RKA")),
    (said_later("Okt"), said_later("RAPBD")),
    (said_later("Nov"), said_later("persetujuan")),
    (said_later("Des"), said_later("DPA")),
)
"""The months of the planning year (Permendagri 86/2017); the months themselves, not their deadlines."""


def desk(seat: Seat) -> dict[str, Any]:
    """Everything that the page shows. Where a room has nothing to tell, that is said, never zero."""
    book, run = Book.objects.first(), CheckRun.objects.first()
    found = heat.table(seat, _drafting(book, seat))
    matters = watch.watched(seat, run)
    all_waiting = waiting.waiting(seat)
    risen = [each for each in all_waiting if waiting.is_for(seat, each)]
    corners = waiting.corners(all_waiting)
    grown = additions.additions(seat, book.year - 1) if book is not None else []
    return {
        "book": book,
        "run": run,
        "columns": found.columns,
        "judged": sum(row.judged for row in found.rows),
        "opds": len(found.rows),
        "blocking": found.blocking,
        "blocked": len(found.blocked),
        "late": sum(each.late for each in all_waiting),
        "risen": waiting.alike(risen)[:_TOP],
        "risen_number": len(risen),
        "corners": [
            (corner.name, [Dot(each.days, each.late) for each in corner.waiting])
            for corner in corners
        ],
        "holders": [corner for corner in corners if corner.waiting],
        "risen_list": waiting.address(bagi="saya"),
        "late_list": waiting.address(lewat="ya"),
        "limit": DAYS,
        "additions": [
            each for each in grown if each.growth is None or each.reaches(additions.NEAR)
        ],
        "additions_year": book.year - 1 if book is not None else None,
        "additions_compared": len(grown),
        "over": sum(each.reaches(each.thresholds[0]) for each in grown),
        "innovation": matters[watch.INNOVATION],
        "satisfaction": matters[watch.SATISFACTION],
        "flagship": matters[watch.FLAGSHIPS],
        "flagships": flagships.flagships(book, seat, matters[watch.FLAGSHIPS].found)
        if book is not None
        else None,
        "bluntness": matters[watch.BLUNTNESS],
        "sample": book is not None and book.sample,
        "steps": [Step(say(month), say(what)) for month, what in YEAR],
        "month": seat.day.month - 1,
        "blocking_list": f"{reverse('findings:list')}?hasil=halang",
        "may_wait": rights.may(seat, "desk:waiting", rights.ASKING),
    }


def first_line(told: dict[str, Any]) -> str:
    """The page's answer: what waits for the reader, and what holds up the lock."""
    waits = (
        counted("{count} hal lewat tenggat naik kepada Anda.", told["risen_number"])
        if told["risen_number"]
        else say("Tidak ada yang menunggu Anda.")
    )
    return f"{waits} {_held_up(told)}"


def _held_up(told: dict[str, Any]) -> str:
    if told["run"] is None:
        return say("Rencana belum diperiksa.")
    if not told["judged"]:
        return say("Belum ada OPD yang mengajukan Renja.")
    if not told["blocking"]:
        return say("Tidak ada temuan yang menahan penguncian.")
    return counted(
        "{count} temuan menahan penguncian di {opds} OPD.", told["blocking"], opds=told["blocked"]
    )


def _drafting(book: Book | None, seat: Seat) -> frozenset[int]:
    """The OPD whose plan of the coming year nobody but themselves may see yet."""
    if book is None or seat.reach == "own":
        return frozenset()
    drafts = Plan.objects.drafts().filter(kind="renja", first_year=book.year)
    return frozenset(drafts.values_list("opd_id", flat=True))
