"""Which indicators the sample regency follows each word of its visi by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from kawal.base.audit import clock
from kawal.base.audit.actions import Actor
from kawal.engine.generator.regency import CLOCK
from kawal.office.book.editions import editions
from kawal.office.book.vision import choose_measures, vision
from kawal.office.planning.models import Indicator

_MISI: Mapping[int, int] = {0: 3, 1: 2, 2: 4, 3: 1}
"""The misi whose sasaran stand for a word, by the word's place in the visi. One word is left without
any, as a reader will meet it: nobody has chosen yet."""
_HOUR = time(0, 45)


def follow_the_words(by: Actor) -> None:
    """Choose for the words of the visi the sasaran indicators of the misi that speaks of the same."""
    plan = editions()[0]
    told = vision(plan)
    if told is None:
        return
    with clock.at(CLOCK, _HOUR):
        for place, misi in _MISI.items():
            goals = Indicator.objects.filter(node__plan=plan, node__level="sasaran")
            own = goals.filter(node__parent__parent=f"{plan.pk}/misi-{misi}").order_by("pk")
            choose_measures(
                plan=plan, word=told.words[place].text, seen=[], by=by,
                indicators=list(own.values_list("pk", flat=True)),
            )  # fmt: skip
