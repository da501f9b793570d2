"""*Dampak*: what a cut or a new target would do, shown before anybody writes it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from kawal.base.ui.states import State
from kawal.base.ui.tables import Column, Table
from kawal.engine.shared.language import said_later, say
from kawal.office.book.by_edition import by_edition, edition_asked
from kawal.office.book.editions import edition_name, edition_told
from kawal.office.book.impact import Line, Loss, cut
from kawal.office.book.impact_forms import CUT, TARGET, CutForm, TargetForm
from kawal.office.book.impact_target import lower, with_target
from kawal.office.book.reading import renja_of
from kawal.office.findings.foreseeing import foresee
from kawal.office.planning.exchange import give_out
from kawal.office.planning.models import Book

SHOWN = 100
"""How many findings and lines are told one by one; the count says how many there are."""
_FALLING = (
    said_later("Indikator"), said_later("Rencana"), said_later("OPD"), said_later("Target"),
)  # fmt: skip


@require_safe
@by_edition
def page(request: HttpRequest) -> HttpResponse:
    """Both forms, and what the proposal in the address would do."""
    rpjmd, _ = edition_asked(request)
    if rpjmd is None:
        return TemplateResponse(request, "book/none.html")
    year = Book.objects.get().year
    asked = request.GET.get("jenis")
    plans = renja_of(year, request.seat)
    cuts = CutForm(request.GET if asked == CUT else None, plans=plans)
    start = {"indikator": request.GET.get("indikator", ""), "tahun": year}
    targets = TargetForm(request.GET if asked == TARGET else None, plan=rpjmd, initial=start)
    context: dict[str, Any] = {
        "year": year,
        "plan": rpjmd,
        "edition": edition_told(rpjmd),
        "cuts": cuts,
        "targets": targets,
        "asked": asked,
        "readable": len(plans),
        "shown": SHOWN,
        "blocking": State.BLOCKING,
        "warning": State.WARNING,
    }
    if asked == CUT and cuts.is_valid():
        context |= _cut(request, cuts, year)
    elif asked == TARGET and targets.is_valid():
        context |= _target(request, targets)
    return TemplateResponse(request, "book/impact.html", context)


def _cut(request: HttpRequest, form: CutForm, year: int) -> dict[str, Any]:
    said = form.cleaned_data
    told = cut(give_out(), plans=form.chosen, year=year, code=said["kode"], percent=said["persen"])
    if not told.lines:
        code = said["kode"]
        form.add_error("kode", say("Tidak ada baris berkode {code} dalam Renja itu.", code=code))
        return {}
    return {
        "cut": told,
        "sasaran": _losses(say("Menurut sasaran"), say("Sasaran"), told.by_goal("sasaran"), told.whole),
        "misi": _losses(say("Menurut misi"), say("Misi"), told.by_goal("misi"), told.whole),
        "flagships": _losses(
            say("Program unggulan yang tersentuh"), say("Program unggulan"),
            [each for each in told.by_flagship if each.key is not None],
        ),
        "below_forward": _needs(told.below_forward, say("Prakiraan maju (Rp)"), "forward"),
        "below_spent": _needs(told.below_spent, say("Sudah dibelanjakan (Rp)"), "spent"),
        "foreseen": foresee(
            before=told.before, after=told.after, table="allocation", seat=request.seat
        ),
    }  # fmt: skip


def _target(request: HttpRequest, form: TargetForm) -> dict[str, Any]:
    promise, year = form.promise, form.cleaned_data["tahun"]
    below = lower(promise, year=year, aim=form.aim, seat=request.seat)
    standing = promise.targets.filter(year=year, quarter=0).first()
    before = give_out()
    after = with_target(before, promise, year, form.cleaned_data["target"])
    falling = [each for each in below if each.falls]
    return {
        "promise": promise,
        "target_year": year,
        "standing": standing.text if standing is not None else "",
        "wanted": form.cleaned_data["target"],
        "falling": Table(
            say("Yang menjadi di bawah target baru"),
            [Column(say(each)) for each in _FALLING],
            [
                (str(each.indicator), edition_name(each.indicator.node.plan),
                 str(each.indicator.node.plan.opd or ""), each.target or None)
                for each in falling
            ],
        ),
        "carried": len(below),
        "uncompared": sum(each.stands is None for each in below),
        "already": sum(each.stood is False and each.stands is False for each in below),
        "foreseen": foresee(before=before, after=after, table="target", seat=request.seat),
    }  # fmt: skip


def _losses(caption: str, head: str, losses: list[Loss], whole: Loss | None = None) -> Table:
    """Before, after and difference in rupiah; what is not known is said beside, never left out."""
    columns = [
        Column(head), Column(say("Baris"), "number"), Column(say("Sebelum (Rp)"), "money"),
        Column(say("Sesudah (Rp)"), "money"), Column(say("Selisih (Rp)"), "money"),
        Column(say("Belum diketahui"), "number"),
    ]  # fmt: skip
    return Table(
        caption,
        columns,
        [_row(each.name or each.key or say("belum berinduk"), each) for each in losses],
        foot=_row(say("Jumlah"), whole) if whole is not None else (),
    )


def _row(name: str, loss: Loss) -> tuple[object, ...]:
    """open: how many lines say no amount, and are in none of the sums."""
    return (
        name, loss.lines, loss.before.sen, loss.after.sen, loss.difference.sen, loss.before.open,
    )  # fmt: skip


def _needs(lines: list[Line], head: str, need: str) -> Table:
    columns = [
        Column(say("Baris")), Column("OPD"), Column(say("Sebelum (Rp)"), "money"),
        Column(say("Sesudah (Rp)"), "money"), Column(head, "money"),
    ]  # fmt: skip
    rows = [
        (f"{each.code} {each.title}", each.opd, each.before, each.after, getattr(each, need))
        for each in lines[:SHOWN]
    ]
    return Table(say("Baris yang menjadi kurang"), columns, rows)
