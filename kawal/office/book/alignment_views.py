"""The alignment report: for the regency, for one OPD, and as a file for the meeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
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
from kawal.office.planning.models import Book, Plan


@require_safe
@by_edition
def regency(request: HttpRequest) -> HttpResponse:
    """The three lists of every OPD within reach, as sums."""
    rpjmd, year = _read(request)
    if rpjmd is None:
        return TemplateResponse(request, "book/none.html")
    opds = _opds(request)
    told = alignment(rpjmd, year, opds, request.seat)
    if (form := request.GET.get("bentuk")) in FILES:
        return _file(form, _sheet(request, rpjmd, year, told), f"keselarasan-{year}")
    sums = sum((each.sums for each in told), NOTHING)
    found = [each for each in told if each.lists is not None]
    context = _around(request, rpjmd, year) | {
        "offices": told,
        "sums": sums,
        "silent": len(told) - len(found),
        "both": sum(len(each.lists.both) for each in found if each.lists),
        "only_renja": sum(len(each.lists.only_left) for each in found if each.lists),
        "only_rpjmd": sum(len(each.lists.only_right) for each in found if each.lists),
        "drifts": drifts(opds, request.seat, region=True),
    }
    return TemplateResponse(request, "book/alignment.html", context)


@require_safe
@by_edition
def office(request: HttpRequest, number: str) -> HttpResponse:
    """The three lists of one OPD, programme by programme. Http404 for one out of reach."""
    standing = Opd.objects.on(request.seat.day).filter(request.seat.within("pk"))
    opd = get_object_or_404(standing, number=number)
    rpjmd, year = _read(request)
    if rpjmd is None:
        return TemplateResponse(request, "book/none.html")
    (told,) = alignment(rpjmd, year, [opd], request.seat)
    if (form := request.GET.get("bentuk")) in FILES:
        name = f"keselarasan-{slugify(str(opd))}-{year}"
        return _file(form, _sheet(request, rpjmd, year, [told]), name)
    lists = told.lists
    context = _around(request, rpjmd, year) | {
        "opd": opd,
        "told": told,
        "sums": told.sums,
        "lists": lists
        and [
            (say("Ada di keduanya"), told.named(lists.both)),
            (say("Hanya di Renja"), told.named(lists.only_left)),
            (say("Hanya di RPJMD tahun ini"), told.named(lists.only_right)),
        ],
        "drifts": drifts([opd], request.seat),
    }
    return TemplateResponse(request, "book/alignment_office.html", context)


def _read(request: HttpRequest) -> tuple[Plan | None, int]:
    """The RPJMD that is read, and the year. Http404 for a version there is not."""
    plan, _ = edition_asked(request)
    book = Book.objects.first()
    return plan, book.year if book is not None else 0


def _opds(request: HttpRequest) -> list[Opd]:
    standing = Opd.objects.on(request.seat.day).filter(request.seat.within("pk"))
    return list(standing.order_by("number"))


def _around(request: HttpRequest, rpjmd: Plan, year: int) -> dict[str, Any]:
    return {
        "edition": edition_told(rpjmd),
        "plan": rpjmd,
        "per": request.GET.get("per", ""),
        "year": year,
        "day": long_date(request.seat.day),
        "editions": [(each, edition_name(each)) for each in editions()],
        "blocking": State.BLOCKING,
        "warning": State.WARNING,
        "unknown": State.UNKNOWN,
        "waived": State.WAIVED,
    }


def _sheet(request: HttpRequest, rpjmd: Plan, year: int, told: Sequence[OfficeAlignment]) -> Sheet:
    heads = [
        (say("OPD"), 20), (say("Daftar"), 20), (say("Kode program"), 14), (say("Program"), 52),
        (say("Pagu Renja {year} (Rp)", year=year), 20), (say("Pagu RPJMD {year} (Rp)", year=year), 20),
    ]  # fmt: skip
    rows = [row for each in told for row in _rows(each)]
    about = [
        (say("Laporan"), say("Keselarasan Renja {year} dengan RPJMD", year=year)),
        (say("RPJMD"), edition_told(rpjmd)),
        (say("Per tanggal"), long_date(request.seat.day)),
        (say("Sel kosong"), say("Tidak ada di rencana itu, atau pagunya belum diketahui.")),
    ]
    return Sheet(say("Keselarasan"), heads, rows, about)


def _rows(told: OfficeAlignment) -> list[list[Cell]]:
    opd = Cell(told.opd.name)
    if told.lists is None:
        return [[opd, Cell(say("Renja belum diajukan")), *[Cell()] * 4]]
    lists: list[tuple[str, Sequence[Entry]]] = [
        (say("keduanya"), told.lists.both),
        (say("hanya Renja"), told.lists.only_left),
        (say("hanya RPJMD"), told.lists.only_right),
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
