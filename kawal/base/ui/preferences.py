"""In which language and colours one reader sees Kawal: kept in two cookies, never guessed.

The browser's own language is not asked: many machines of Indonesian offices speak English to
websites, and their users do not.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from kawal.engine.shared.language import LANGUAGES, SOURCE, speaking

LANGUAGE_COOKIE, SCHEME_COOKIE = "bahasa", "tema"
SCHEMES = ("terang", "gelap", "kontras")
"""Colours that a reader can ask for; with none the reader's machine decides."""
_A_YEAR = 365 * 24 * 3600


def language_of(request: HttpRequest) -> str:
    """The language that the reader chose; Indonesian without a choice."""
    chosen = request.COOKIES.get(LANGUAGE_COOKIE, SOURCE)
    return chosen if chosen in LANGUAGES else SOURCE


def scheme_of(request: HttpRequest) -> str:
    """The colours that the reader chose; empty where the machine decides."""
    chosen = request.COOKIES.get(SCHEME_COOKIE, "")
    return chosen if chosen in SCHEMES else ""


def keep(response: HttpResponse, cookie: str, value: str) -> None:
    """Remember a choice for a year; an empty one is forgotten."""
    if not value:
        response.delete_cookie(cookie, samesite="Lax")
        return
    response.set_cookie(
        cookie,
        value,
        max_age=_A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def context(request: HttpRequest) -> dict[str, object]:
    """A context processor: the colours in force."""
    return {"scheme": scheme_of(request), "schemes": SCHEMES, "here": _here(request)}


def _here(request: HttpRequest) -> str:
    """Where the reader is; after a form that was refused, the page on which it stands."""
    if request.method in ("GET", "HEAD"):
        return request.path
    return urlsplit(request.headers.get("Referer", "")).path or "/"


def speak_the_readers_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware: Kawal's texts, and Django's own, in the language that the reader chose."""

    def answer(request: HttpRequest) -> HttpResponse:
        wanted = language_of(request)
        with speaking(wanted), translation.override(wanted):
            response = get_response(request)
        response.headers.setdefault("Content-Language", wanted)
        return response

    return answer
