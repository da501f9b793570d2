"""The stylesheet, the reader's preferences, and the gallery of components."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from kawal.base.ui import gallery as samples
from kawal.base.ui import logo as mark
from kawal.base.ui import preferences as kept
from kawal.base.ui import stylesheet as sheet
from kawal.engine.shared.language import LANGUAGES
from kawal.engine.shared.wording import thousands

_CHOICES = {kept.LANGUAGE_COOKIE: LANGUAGES, kept.SCHEME_COOKIE: ("", *kept.SCHEMES)}


@require_safe
def stylesheet(_request: HttpRequest, digest: str) -> HttpResponse:
    """The stylesheet; kept for ever under its own digest, and never under that of another release."""
    response = HttpResponse(sheet.text(), content_type="text/css; charset=utf-8")
    own = digest == sheet.digest()
    response["Cache-Control"] = "public, max-age=31536000, immutable" if own else "no-cache"
    return response


@require_safe
def logo(_request: HttpRequest, digest: str) -> HttpResponse:
    """The region's mark, kept for ever under its own digest; 410 where there is none any more."""
    found = mark.logo()
    if found is None:
        return HttpResponse(status=HTTPStatus.GONE)
    content, kind = found
    response = HttpResponse(content, content_type=kind)
    own = digest == mark.digest()
    response["Cache-Control"] = "public, max-age=31536000, immutable" if own else "no-cache"
    return response


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep the reader's language or colours, and go back to where they were chosen."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    for cookie, choices in _CHOICES.items():
        value = request.POST.get(cookie)
        if value in choices:
            kept.keep(response, cookie, value)
    return response


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for who builds pages and who judges them."""
    return TemplateResponse(request, "ui/gallery.html", samples.context())


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The answer to what was sent wrongly; what was too large says how large it may be."""
    large = isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent))
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if large else HTTPStatus.BAD_REQUEST
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024
    context = {"is_large": large, "limit": thousands(limit)}
    return render(request, "400.html", context, status=status)
