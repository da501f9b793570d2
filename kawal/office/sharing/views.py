"""Where something is shared with an office outside, and taken back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from kawal.base.organisation.models import Opd
from kawal.base.ui.fields import refuse
from kawal.office.sharing import actions
from kawal.office.sharing.forms import ShareForm, plan_words
from kawal.office.sharing.models import Share


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is shared with whom, and the form to share more."""
    number = request.GET.get("opd", "")
    chosen = Opd.objects.visible_to(request.seat).on(request.seat.day).filter(number=number).first()
    first = {"opd": str(chosen.pk) if chosen else "", "plan": request.GET.get("rencana", "")}
    return _page(request, ShareForm(seat=request.seat, initial=first))


@require_POST
def share(request: HttpRequest) -> HttpResponse:
    """Share."""
    form = ShareForm(request.POST, seat=request.seat)
    if form.is_valid():
        try:
            actions.share(by=request.seat.actor, **form.cleaned_data)
        except ValidationError as refused:
            refuse(form, refused)
        else:
            return redirect("sharing:list")
    return _page(request, form)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back; what was taken back already stays so."""
    found = get_object_or_404(Share.objects.visible_to(request.seat), pk=pk)
    if found.withdrawn_at is None:
        actions.withdraw(share=found, by=request.seat.actor)
    return redirect("sharing:list")


def _page(request: HttpRequest, form: ShareForm) -> HttpResponse:
    seat = request.seat
    kept = Share.objects.visible_to(seat).filter(withdrawn_at__isnull=True)
    shares = kept.exclude(until__lt=seat.day).select_related("office", "opd", "plan__opd")
    rows = [(each, each.opd.name if each.opd else plan_words(each.plan)) for each in shares]
    return TemplateResponse(request, "sharing/list.html", {"form": form, "rows": rows})
