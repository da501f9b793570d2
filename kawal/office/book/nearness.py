"""Whether a year brought an indicator nearer to what it promised, further from it, or nobody can say.
Plain functions over exact numbers; `docs/glossary.md` says the rule in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from kawal.engine.shared.language import said_later


class Course(Enum):
    """Where a year led."""

    NEARER = said_later("mendekat")
    FURTHER = said_later("menjauh")
    UNMEASURED = said_later("belum diukur")


@dataclass(frozen=True)
class Answer:
    """course: where the year led. why: what lacks, or what was seen; a sentence without figures.
    reached: the year's result; before: what it is compared with; aim: the target of the last year."""

    course: Course
    why: str
    reached: Decimal | None = None
    before: Decimal | None = None
    aim: Decimal | None = None


def answers(
    *, direction: str, baseline: Decimal | None, aims: Mapping[int, Decimal | None],
    results: Mapping[int, Decimal | None], years: Iterable[int],
) -> dict[int, Answer]:  # fmt: skip
    """Year by year. aims, results: of whole years; None for what was written without one reading.

    >>> told = answers(direction="naik", baseline=Decimal(60), aims={2024: Decimal(70)},
    ...                results={2020: Decimal(63), 2021: Decimal(62)}, years=[2020, 2021, 2022])
    >>> [each.course.value for each in told.values()]
    ['mendekat', 'menjauh', 'belum diukur']
    """
    aim = aims[max(aims)] if aims else None
    return {year: _answer(year, direction, baseline, aim, results) for year in years}


def together(courses: Iterable[Course]) -> Course:
    """Several indicators as one: further where one is; nearer only where all are."""
    found = set(courses)
    if Course.FURTHER in found:
        return Course.FURTHER
    return Course.NEARER if found == {Course.NEARER} else Course.UNMEASURED


def _answer(
    year: int, direction: str, baseline: Decimal | None, aim: Decimal | None,
    results: Mapping[int, Decimal | None],
) -> Answer:  # fmt: skip
    reached = results.get(year)
    earlier = [each for each in sorted(results) if each < year and results[each] is not None]
    before = results[earlier[-1]] if earlier else baseline
    if reached is None:
        return Answer(Course.UNMEASURED, said_later("belum ada hasil"), None, before, aim)
    if direction not in ("naik", "turun"):
        return Answer(Course.UNMEASURED, said_later("arahnya belum diisi"), reached, before, aim)
    if aim is None:
        why = said_later("target tahun terakhir belum ada atau bukan angka")
        return Answer(Course.UNMEASURED, why, reached, before, aim)
    if before is None:
        return Answer(
            Course.UNMEASURED, said_later("belum ada angka pembanding"), reached, before, aim
        )
    if not earlier and reached == before:  # the first result often is the baseline itself
        return Answer(
            Course.UNMEASURED, said_later("sama dengan kondisi awal"), reached, before, aim
        )
    return _compared(direction, reached, before, aim)


def _compared(direction: str, reached: Decimal, before: Decimal, aim: Decimal) -> Answer:
    sign = 1 if direction == "naik" else -1
    left, was = (max(Decimal(0), sign * (aim - each)) for each in (reached, before))
    if left == 0:
        return Answer(Course.NEARER, said_later("target akhir tercapai"), reached, before, aim)
    if left < was:
        return Answer(Course.NEARER, said_later("sisa jaraknya berkurang"), reached, before, aim)
    why = (
        said_later("sisa jaraknya tetap") if left == was else said_later("sisa jaraknya bertambah")
    )
    return Answer(Course.FURTHER, why, reached, before, aim)
