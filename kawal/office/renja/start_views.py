"""Beginning the Renja of a year."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from kawal.base.organisation.models import Opd
from kawal.base.ui.frame import Link
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import thousands
from kawal.office.planning.models import Plan
from kawal.office.planning.starting import Source, sources, start, years_to_start
from kawal.office.renja import telling

_NOTHING = "-"


class _Start(forms.Form):
    """For which year, and from which plan: both in one choice, so that they cannot contradict."""

    def __init__(self, choices: list[tuple[str, list[tuple[str, str]]]], data: Any = None) -> None:
        super().__init__(data, auto_id="mulai_%s")
        self.fields["source"] = forms.ChoiceField(
            label=say("Mulai dari"), choices=[("", say("belum dipilih")), *choices],
            help_text=say("Rencana asalnya tidak berubah. Yang ikut dapat diubah sesudahnya."),
            error_messages={
                "required": say("Pilih dari mana Renja ini dimulai."),
                "invalid_choice": say("“%(value)s” tidak ada dalam daftar; pilih salah satu."),
            },
        )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Choose a year and a plan to begin from; then the new draft is open. Http404 for who plans for no
    OPD."""
    opd = request.seat.office.opd
    if opd is None:
        raise Http404("this office plans for no OPD")
    years = years_to_start(opd)
    known: dict[str, Plan | None] = {f"{year}|{_NOTHING}": None for year in years}
    choices = [(say("Renja {year}", year=year), _choices(opd, year, known)) for year in years]
    form = _Start(choices, request.POST or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            chosen = form.cleaned_data["source"]
            year = int(chosen.partition("|")[0])
            try:
                new = start(opd=opd, year=year, source=known[chosen], by=request.seat.actor)
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                return redirect("renja:plan", new.pk)
    context = {
        "links": [Link(say("Mulai Renja"))], "form": form, "frozen": "",
        "refused": form.non_field_errors() if form.is_bound else (), "nothing": not choices,
        "nothing_words": say("Renja tahun yang direncanakan dan tahun sesudahnya sudah ada."),
    }  # fmt: skip
    return TemplateResponse(request, "renja/grow.html", context, status=status)


def _choices(opd: Opd, year: int, known: dict[str, Plan | None]) -> list[tuple[str, str]]:
    """What can be chosen for a year. known: which plan each of them names; they are added to it."""
    offered = []
    for each in sources(opd, year):
        name = f"{year}|{each.plan.pk}"
        known[name] = each.plan
        offered.append((name, _words(each, year)))
    return [*offered, (f"{year}|{_NOTHING}", say("Kosong, tanpa baris"))]


def _words(source: Source, year: int) -> str:
    return say(
        "{plan}: {lines} baris, {indicators} indikator; untuk {year} {targets} target, {amounts} pagu",
        plan=telling.name_of_plan(source.plan), lines=thousands(source.lines),
        indicators=thousands(source.indicators), targets=thousands(source.targets),
        amounts=thousands(source.amounts), year=year,
    )  # fmt: skip
