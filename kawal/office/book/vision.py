"""The words of the visi, each with the indicators by which it is followed, and year by year whether
these came nearer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from kawal.base.audit.actions import Actor, Subject, record
from kawal.engine.shared.language import say
from kawal.office.book.models import WordMeasure
from kawal.office.book.nearness import Answer, Course, answers, together
from kawal.office.planning.models import Book, Indicator, Node, Plan, Target
from kawal.office.planning.verbatim import carried, told_of

_WHOLE_YEAR = 0
_JOINT = re.compile(r",\s*(?:dan\s+)?|\s+dan\s+")
_OPENING = " yang "


@dataclass(frozen=True)
class Followed:
    """An indicator with its answer for every year."""

    indicator: Indicator
    answers: Mapping[int, Answer]


@dataclass(frozen=True)
class Word:
    """A word of the visi. courses: of all its indicators together, by year."""

    number: int
    text: str
    followed: Sequence[Followed]
    courses: Mapping[int, Course]


@dataclass(frozen=True)
class Vision:
    """visi: the node with the official wording. years: those that are told, the first one first."""

    visi: Node
    years: Sequence[int]
    words: Sequence[Word]

    @property
    def told_year(self) -> int | None:
        """The last year of which anything is known; None where nothing is."""
        known = [
            year
            for year in self.years
            if any(
                each.answers[year].reached is not None
                for word in self.words
                for each in word.followed
            )
        ]
        return known[-1] if known else None

    def count(self, course: Course, year: int) -> int:
        """How many words that year led there."""
        return sum(word.courses[year] is course for word in self.words)


def words_of(visi: str) -> list[str]:
    """The words that a visi promises, in its order; none where it names none.

    >>> words_of("Terwujudnya Masyarakat yang Sejahtera, Unggul, dan Berakhlak Mulia")
    ['Sejahtera', 'Unggul', 'Berakhlak Mulia']
    """
    _, opening, promised = visi.partition(_OPENING)
    found = (each.strip(" .") for each in _JOINT.split(promised)) if opening else ()
    return [each for each in found if each]


def vision(plan: Plan) -> Vision | None:
    """The visi of an RPJMD followed; None where it has none. Years after the one that is planned are
    not told yet."""
    visi = Node.objects.filter(plan=plan, level="visi").order_by("pk").first()
    book = Book.objects.first()
    if visi is None or book is None:
        return None
    years = range(plan.first_year, min(plan.last_year, max(book.year, plan.first_year)) + 1)
    texts = words_of(visi.title)
    chosen = WordMeasure.objects.filter(word__in=texts).values_list("word", "indicator")
    keys = {key for _, key in chosen}
    asked = Indicator.objects.filter(pk__in=keys, node__plan=plan).select_related("node__opd")
    told = _answered(list(asked.order_by("node__code", "pk")), book, years)
    words = []
    for number, text in enumerate(texts, 1):
        own = {key for word, key in chosen if word == text}
        followed = [each for each in told if each.indicator.pk in own]
        courses = {year: together(each.answers[year].course for each in followed) for year in years}
        words.append(Word(number, text, followed, courses))
    return Vision(visi, list(years), words)


@transaction.atomic
def choose_measures(
    *, plan: Plan, word: str, indicators: Sequence[str], seen: Sequence[str], by: Actor
) -> None:
    """Say by which indicators of the RPJMD a word of its visi is followed. Raises ValidationError for
    an indicator of another plan, and where somebody else chose meanwhile."""
    Book.objects.select_for_update().get()  # two who choose at once wait for each other
    inside = set(Indicator.objects.filter(node__plan=plan).values_list("pk", flat=True))
    standing = WordMeasure.objects.filter(word=word, indicator__in=inside)
    before = sorted(standing.values_list("indicator", flat=True))
    after = sorted(set(indicators))
    if set(after) - inside:
        raise ValidationError(
            say("Ada indikator yang bukan dari RPJMD ini. Muat ulang halaman ini.")
        )
    if before == after:
        return
    if sorted(seen) != before:
        raise ValidationError(
            say("Belum disimpan: pilihannya baru saja diubah orang lain. Muat ulang halaman ini.")
        )
    standing.exclude(indicator__in=after).delete()
    new = sorted(set(after) - set(before))
    WordMeasure.objects.bulk_create(WordMeasure(word=word, indicator=key) for key in new)
    record(
        by=by,
        action="book.choose_measures",
        subject=Subject("book.word", f"{plan.pk}|{word}"[:200], word),
        change={"before": before, "after": after},
    )


def _answered(indicators: Sequence[Indicator], book: Book, years: Sequence[int]) -> list[Followed]:
    keys = [each.pk for each in indicators]
    aims: dict[str, dict[int, Decimal | None]] = defaultdict(dict)
    targets = Target.objects.filter(indicator__in=keys, quarter=_WHOLE_YEAR)
    for key, year, value in targets.values_list("indicator_id", "year", "value"):
        aims[key][year] = value
    results = _results(keys, book)
    return [
        Followed(
            each,
            answers(
                direction=each.direction,
                baseline=each.baseline,
                aims=aims[each.pk],
                results=results[each.pk],
                years=years,
            ),
        )
        for each in indicators
    ]


def _results(keys: Sequence[str], book: Book) -> dict[str, dict[int, Decimal | None]]:
    found: dict[str, dict[int, Decimal | None]] = defaultdict(dict)
    if not keys or not carried(book, "realisation"):
        return found
    rows = told_of({"realisation": {"indicator": keys, "quarter": [str(_WHOLE_YEAR)]}})
    for row in rows["realisation"]:
        if row["indicator"] and row["year"]:
            value = row.get("value")
            found[row["indicator"]][int(row["year"])] = Decimal(value) if value else None
    return found
