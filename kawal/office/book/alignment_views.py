"""The alignment report: for the regency, for one OPD, and as a file for the meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from kawal.base.documents.sheets import FILES, Cell, Sheet
from kawal.base.organisation.models import Opd
from kawal.base.ui.states import State
from kawal.engine.measures.three_lists import Entry
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import long_date
from kawal.office.book.alignment import NOTHING, OfficeAlignment, alignment, drifts
from kawal.office.book.by_edition import by_edition, edition_asked
from kawal.office.book.editions import edition_name, edition_told, editions
from kawal.office.book.pairs import PAIRS, Pair
from kawal.office.planning.models import Book, Plan


@dataclass(frozen=True)
class _Asked:
    """What is compared: which two kinds of plan, in which year, with which version of the RPJMD."""

    pair: Pair
    rpjmd: Plan | None
    year: int

    @property
    def left(self) -> str:
        return self._named(self.pair.left, self.pair.names[0])

    @property
    def right(self) -> str:
        return self._named(self.pair.right, self.pair.names[1])

    @property
    def heads(self) -> tuple[str, ...]:
        """Over the money of either side."""
        return tuple(
            say("Pagu {plan} {year} (Rp)", plan=name, year=self.year) for name in self.pair.names
        )

    @property
    def of_offices(self) -> str:
        """What every OPD must have submitted to be compared."""
        kinds = zip((self.pair.left, self.pair.right), (self.left, self.right), strict=True)
        return say(" atau ").join(name for kind, name in kinds if kind != "rpjmd")

    def _named(self, kind: str, name: str) -> str:
        return f"{name} {self.year}" if kind == "renja" else name


@require_safe
@by_edition
def regency(request: HttpRequest) -> HttpResponse:
    """The three lists of every OPD within reach, as sums."""
    asked = _read(request)
    if asked is None:
        return TemplateResponse(request, "book/none.html")
    opds = _opds(request)
    told = alignment(asked.pair, asked.rpjmd, asked.year, opds, request.seat)
    if (form := request.GET.get("bentuk")) in FILES:
        return _file(form, _sheet(request, asked, told), f"keselarasan-{asked.year}")
    sums = sum((each.sums for each in told), NOTHING)
    found = [each.lists for each in told if each.lists is not None]
    context = _around(request, asked) | {
        "offices": told,
        "sums": sums,
        "silent": len(told) - len(found),
        "both": sum(len(each.both) for each in found),
        "only_left": sum(len(each.only_left) for each in found),
        "only_right": sum(len(each.only_right) for each in found),
        "drifts": drifts(opds, request.seat, region=True),
    }
    return TemplateResponse(request, "book/alignment.html", context)


@require_safe
@by_edition
def office(request: HttpRequest, number: str) -> HttpResponse:
    """The three lists of one OPD, code by code. Http404 for one out of reach."""
    standing = Opd.objects.on(request.seat.day).filter(request.seat.within("pk"))
    opd = get_object_or_404(standing, number=number)
    asked = _read(request)
    if asked is None:
        return TemplateResponse(request, "book/none.html")
    (told,) = alignment(asked.pair, asked.rpjmd, asked.year, [opd], request.seat)
    if (form := request.GET.get("bentuk")) in FILES:
        name = f"keselarasan-{slugify(str(opd))}-{asked.year}"
        return _file(form, _sheet(request, asked, [told]), name)
    lists = told.lists
    context = _around(request, asked) | {
        "opd": opd,
        "told": told,
        "sums": told.sums,
        "lists": lists
        and [
            (say("Ada di keduanya"), told.named(lists.both)),
            (say("Hanya di {plan}", plan=asked.left), told.named(lists.only_left)),
            (say("Hanya di {plan}", plan=asked.right), told.named(lists.only_right)),
        ],
        "drifts": drifts([opd], request.seat),
    }
    return TemplateResponse(request, "book/alignment_office.html", context)


def _read(request: HttpRequest) -> _Asked | None:
    """What is compared; None where there is no book yet, or no RPJMD for a pair that asks for one.
    Http404 for a version, a pair or a year that there is not."""
    book = Book.objects.first()
    plan, _ = edition_asked(request)
    pair = PAIRS.get(request.GET.get("pasangan", next(iter(PAIRS))))
    if pair is None:
        raise Http404("no such pair of plans")
    if book is None or (plan is None and "rpjmd" in (pair.left, pair.right)):
        return None
    return _Asked(pair, plan, _year(request) or book.year)


def _year(request: HttpRequest) -> int | None:
    said = request.GET.get("tahun")
    if said is not None and not (said.isascii() and said.isdigit() and len(said) == 4):
        raise Http404("no such year")
    return int(said) if said else None


def _opds(request: HttpRequest) -> list[Opd]:
    standing = Opd.objects.on(request.seat.day).filter(request.seat.within("pk"))
    return list(standing.order_by("number"))


def _around(request: HttpRequest, asked: _Asked) -> dict[str, Any]:
    return {
        "edition": _edition(asked),
        "plan": asked.rpjmd,
        "per": request.GET.get("per", ""),
        "asked": asked,
        "year": asked.year,
        "pairs": [(each, " – ".join(each.names)) for each in PAIRS.values()],
        "day": long_date(request.seat.day),
        "editions": [(each, edition_name(each)) for each in editions()],
        "blocking": State.BLOCKING,
        "warning": State.WARNING,
        "unknown": State.UNKNOWN,
        "waived": State.WAIVED,
    }


def _edition(asked: _Asked) -> str:
    return edition_told(asked.rpjmd) if asked.rpjmd else say("belum ada")


def _sheet(request: HttpRequest, asked: _Asked, told: Sequence[OfficeAlignment]) -> Sheet:
    noun = asked.pair.noun
    heads = [
        (say("OPD"), 20), (say("Daftar"), 20), (say("Kode {noun}", noun=noun), 14),
        (noun.capitalize(), 52),
        *((head, 20) for head in asked.heads),
    ]  # fmt: skip
    rows = [row for each in told for row in _rows(each, asked)]
    about = [
        (say("Laporan"), say("Keselarasan {left} dengan {right}", left=asked.left, right=asked.right)),
        (say("RPJMD"), _edition(asked)),
        (say("Per tanggal"), long_date(request.seat.day)),
        (say("Sel kosong"), say("Tidak ada di rencana itu, atau pagunya belum diketahui.")),
    ]  # fmt: skip
    return Sheet(say("Keselarasan"), heads, rows, about)


def _rows(told: OfficeAlignment, asked: _Asked) -> list[list[Cell]]:
    opd = Cell(told.opd.name)
    if told.lists is None:
        return [[opd, Cell(say("{plan} belum diajukan", plan=told.lacks)), *[Cell()] * 4]]
    lists: list[tuple[str, Sequence[Entry]]] = [
        (say("keduanya"), told.lists.both),
        (say("hanya {plan}", plan=asked.pair.names[0]), told.lists.only_left),
        (say("hanya {plan}", plan=asked.pair.names[1]), told.lists.only_right),
    ]
    return [
        [opd, Cell(name), Cell(each.code), Cell(title), Cell(sen=each.left), Cell(sen=each.right)]
        for name, entries in lists
        for each, title in told.named(entries)
    ]


def _file(form: str, sheet: Sheet, name: str) -> HttpResponse:
    write, kind = FILES[form]
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(write(sheet), content_type=kind, headers=headers)
