"""Pages of brought files: the list, the form, one file, what the rules say of it, apply, throw away."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kawal.base.organisation.region import region
from kawal.base.organisation.seat import Reach
from kawal.base.ui.states import State as Look
from kawal.office.imports import actions, pages
from kawal.office.imports.forms import UploadForm
from kawal.office.imports.models import State, Upload

_SHOWN = 100
_REFRESH = 2
"""Seconds after which the page of a file that is being worked on asks again."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Files within reach, the newest first."""
    rows = Upload.objects.visible_to(request.seat).select_related("opd")
    told = {
        "decide": rows.filter(state=State.READ).count(),
        "refused": rows.filter(state=State.REFUSED).count(),
        "busy": rows.due().count(),
        "table": pages.uploads(rows[:_SHOWN]),
    }
    return TemplateResponse(request, "imports/list.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The form, and what it sends."""
    seat = request.seat
    regional = seat.reach is Reach.ALL
    form = UploadForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        region=region().name,
        regional=regional,
    )
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            brought = actions.receive(
                given=asked["file"],
                by=seat.actor,
                opd=None if regional else seat.office.opd,
                whole=asked.get("whole", False),
                stated=asked["stated"],
            )
        except ValidationError as error:
            form.add_error("file", error)
        else:
            return redirect("imports:show", brought.pk)
    return TemplateResponse(request, "imports/upload.html", {"form": form, "regional": regional})


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: its progress, its preview, or what is wrong with it."""
    return _shown(request, _within_reach(request, pk))


@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """What the rules say of the file by itself, applied or not. Http404 where it could not be read."""
    upload = _within_reach(request, pk)
    if not upload.findings:
        raise Http404("this file was not read")
    told = {
        "upload": upload,
        "found": upload.findings,
        "table": pages.by_office(upload.findings),
        "blocking": Look.BLOCKING,
        "warning": Look.WARNING,
        "unknown": Look.UNKNOWN,
    }
    return TemplateResponse(request, "imports/check.html", told)


@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Have it applied; a second click leads to the same page and does nothing more."""
    upload = _within_reach(request, pk)
    try:
        actions.ask_to_apply(upload=upload, by=request.seat.actor)
    except ValidationError as error:
        return _shown(request, upload, error=error.messages[0])
    return redirect("imports:show", pk)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw it away."""
    actions.discard(upload=_within_reach(request, pk), by=request.seat.actor)
    return redirect("imports:show", pk)


def _within_reach(request: HttpRequest, pk: int) -> Upload:
    return get_object_or_404(Upload.objects.visible_to(request.seat), pk=pk)


def _shown(request: HttpRequest, upload: Upload, **more: Any) -> HttpResponse:
    told: dict[str, Any] = {"upload": upload, "moment": pages.moment(upload), **more}
    if upload.state == State.REFUSED:
        told["table"] = pages.problems(upload)
    elif upload.state in (State.READ, State.APPLIED):
        preview = upload.preview
        told |= {
            "preview": preview,
            "rounds": pages.money(preview["rounds"]),
            "checks": pages.checks(preview),
            "changes": pages.changes(preview["offices"]),
            "alarms": [each for each in preview["alarms"] if each["new"]],
            "old_alarms": sum(not each["new"] for each in preview["alarms"]),
            "warning": Look.WARNING,
            "blocking": Look.BLOCKING,
            "passed": Look.PASSED,
        }
    response = TemplateResponse(request, "imports/show.html", told)
    if upload.is_busy:
        response["Refresh"] = str(_REFRESH)
    return response
