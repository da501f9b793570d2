"""Whether targets go the way that the indicator should go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from kawal.engine.checks.sharpness.code import Blunt, Code
from kawal.engine.checks.sharpness.parts import has_word
from kawal.engine.checks.sharpness.standards import DOWN, UP, Standard
from kawal.engine.checks.sharpness.words import Wording
from kawal.engine.shared.wording import decimal

_WOBBLE = Decimal("0.02")
_SHARP = Decimal("0.20")
"""Shares of the first figure: below the one a row wobbles, from the other on it steps back."""
_RISES = frozenset(("peningkatan", "kenaikan", "pertumbuhan", "penambahan"))
_GROWING = (
    ("produksi",),
    ("produktivitas",),
    ("omzet",),
    ("investasi",),
    ("ekspor",),
    ("penjualan",),
)
_GOOD_WHEN_MORE = ("share", "reach", "index")


def direction(
    wording: Wording,
    standard: Standard | None,
    baseline: Decimal | None,
    planned: Sequence[Decimal],
) -> Iterator[Blunt]:
    """A good thing that is to become less over the years, or less than it is; a bad one more."""
    better = better_way(wording, standard)
    if not better or not planned:
        return
    sign = 1 if better == UP else -1
    first, last = planned[0], planned[-1]
    over_years = (
        len(planned) > 1
        and sign * (last - first) < -_WOBBLE * abs(first)
        and not any(sign * (later - earlier) > 0 for earlier, later in pairwise(planned))
    )
    compared = len(planned) > 1 or standard is not None
    back = (
        compared
        and baseline is not None
        and baseline != 0
        and all(sign * (figure - baseline) < -_SHARP * abs(baseline) for figure in planned)
    )
    if over_years or back:
        start = first if over_years or baseline is None else baseline
        name = "Ukuran ini" if standard is None else standard.name
        said = (
            f"{name} seharusnya makin {better}, targetnya dari {decimal(start)} ke {decimal(last)}; "
            f"susun target yang {better} setiap tahun."
        )
        yield Blunt(Code.DIRECTION, said)


def better_way(wording: Wording, standard: Standard | None) -> str:
    """UP or DOWN; "" where it cannot be told. What there should be less of is better when less, unless
    the text is about how it is dealt with."""
    if standard is not None:
        return standard.better
    if "change" in wording.kinds or has_word(wording, "polarity", "either"):
        return ""
    if has_word(wording, "polarity", "bad"):
        dealt_with = has_word(wording, "polarity", "handled") or wording.kind == "index"
        return "" if dealt_with else DOWN
    grows = wording.kind in _GOOD_WHEN_MORE or wording.words[:1] in _GROWING
    return UP if grows else ""


def more_of_the_bad(wording: Wording) -> Iterator[Blunt]:
    """*Persentase peningkatan desa tertinggal*: the text wants more of what there should be less of."""
    rises = not _RISES.isdisjoint(wording.words[: wording.head])
    if (
        rises
        and has_word(wording, "polarity", "bad")
        and not has_word(wording, "polarity", "handled")
    ):
        yield Blunt(
            Code.DIRECTION, "Teksnya menghendaki lebih banyak dari yang seharusnya berkurang."
        )
