"""Two pages: the codes of a decree from the top down, and what one decree makes of another's codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from kawal.base.ui.states import State
from kawal.engine.reference.choices import choice_of, choices_below, found, way_to
from kawal.engine.reference.mapping import CodeMapping, Fate, Kind
from kawal.engine.reference.mapping_files import as_csv
from kawal.engine.reference.pack import LEVELS
from kawal.engine.shared.language import said_later, say
from kawal.engine.shared.wording import thousands
from kawal.office.nomenclature.versions import Version, Versions, mapping_of, versions
from kawal.office.planning.models import Book

MOST = 50
"""Codes that a search shows, and pairs on one page."""
_MARKS = {"passed": State.PASSED, "not_applicable": State.NOT_APPLICABLE, "missing": State.MISSING}
_LEVEL_NAMES = {
    "urusan": said_later("Urusan"),
    "bidang": said_later("Bidang"),
    "program": said_later("Program"),
    "kegiatan": said_later("Kegiatan"),
    "sub_kegiatan": said_later("Sub kegiatan"),
}


@require_safe
def codes(request: HttpRequest) -> HttpResponse:
    """The versions in force, and one of them by code or by words. Http404 for a version or a code
    that there is not."""
    year = _year()
    known = versions(year)
    version = _chosen(request, "versi", known, known.first)
    if version is None:
        return TemplateResponse(request, "nomenclature/none.html", {"problems": known.problems})
    pack, code = version.pack, request.GET.get("kode") or None
    own = choice_of(pack, code) if code else None
    if code and own is None and not choices_below(pack, code, withdrawn=True):
        raise Http404("no such code in this list")
    words = request.GET.get("cari", "").strip()
    matching = found(pack, words)
    rows = matching[:MOST] if words else choices_below(pack, code, withdrawn=True)
    told = _MARKS | {
        "versions": known.all,
        "version": version,
        "year": year,
        "current": next((each for each in known.all if each.holds), None),
        "work": thousands(pack.work.filter(~pack.work["withdrawn"]).height),
        "words": words,
        "rows": rows,
        "with_indicators": any(each.level == LEVELS[-1] for each in rows),
        "is_cut": len(matching) > MOST,
        "found_count": thousands(len(matching)),
        "code": code,
        "own": own,
        "way": way_to(pack, code) if code else [],
        "most": MOST,
    }
    return TemplateResponse(request, "nomenclature/codes.html", told)


@require_safe
def mapping(request: HttpRequest) -> HttpResponse:
    """What became of each code from one version to another; as CSV too. Http404 for a version, a
    level or a fate that there is not."""
    known = versions(_year())
    if len(known.all) < 2:
        told: dict[str, Any] = {"problems": known.problems, "versions": known.all, "alone": True}
        return TemplateResponse(request, "nomenclature/none.html", told)
    old = _chosen(request, "lama", known, known.all[-2])
    new = _chosen(request, "baru", known, known.all[-1])
    if old is None or new is None:  # there are two, so this cannot be
        raise Http404
    if old.pack.since > new.pack.since:
        old, new = new, old
    made = mapping_of(old.pack, new.pack)
    if request.GET.get("bentuk") == "csv":
        headers = {"Content-Disposition": f'attachment; filename="padanan-{old.key}-{new.key}.csv"'}
        return HttpResponse(as_csv(made), content_type="text/csv; charset=utf-8", headers=headers)
    level = _one_of(request, "tingkat", LEVELS, LEVELS[-1])
    kind = _one_of(request, "nasib", [each.value for each in Kind], _first_open(made, level))
    words = request.GET.get("cari", "").strip()
    fates = [
        each
        for each in made.fates
        if each.level == level and each.kind.value == kind and _holds(each, words)
    ]
    counts = made.counts(LEVELS[-1])
    told = {
        "versions": known.all,
        "old": old,
        "new": new,
        "levels": _counts(made),
        "kinds": list(Kind),
        "level": level,
        "level_name": say(_LEVEL_NAMES[level]),
        "kind": Kind(kind),
        "words": words,
        "count": thousands(len(fates)),
        "page": Paginator(fates, MOST).get_page(request.GET.get("halaman")),
        "certain": thousands(sum(count for each, count in counts.items() if each.is_certain)),
        "open": thousands(sum(count for each, count in counts.items() if not each.is_certain)),
    }
    return TemplateResponse(request, "nomenclature/mapping.html", told)


def _year() -> int | None:
    book = Book.objects.first()
    return book.year if book is not None else None


def _chosen(
    request: HttpRequest, name: str, known: Versions, otherwise: Version | None
) -> Version | None:
    key = request.GET.get(name)
    if not key:
        return otherwise
    version = known.named(key)
    if version is None:
        raise Http404("no such version of the nomenclature")
    return version


def _one_of(request: HttpRequest, name: str, choices: Sequence[str], otherwise: str) -> str:
    asked = request.GET.get(name) or otherwise
    if asked not in choices:
        raise Http404(f"no such {name}")
    return asked


def _first_open(made: CodeMapping, level: str) -> str:
    """What a person must look at, where there is any; else what is certain."""
    counts = made.counts(level)
    order = sorted(Kind, key=lambda kind: kind.is_certain)
    return next((kind.value for kind in order if counts[kind]), Kind.KEPT.value)


def _counts(made: CodeMapping) -> list[tuple[str, str, list[tuple[Kind, int]], int]]:
    """Level, its name, how many of it became what, and all of them; levels without codes left out."""
    told = []
    for level, name in _LEVEL_NAMES.items():
        counts = made.counts(level)
        if any(counts.values()):
            told.append((level, say(name), list(counts.items()), sum(counts.values())))
    return told


def _holds(fate: Fate, words: str) -> bool:
    """Whether the old code or name, or a new one, holds every word that was typed."""
    text = " ".join(
        [fate.code, fate.name, *(f"{each.code} {each.name}" for each in fate.successors),
         *(f"{each.code} {each.name}" for each in fate.proposals)]
    ).lower()  # fmt: skip
    return all(word in text for word in words.lower().split())
