"""The codes of a decree from the top down, for those who choose one: urusan, bidang, programme,
kegiatan, sub kegiatan.

The supporting programme stands in a list once, under X.XX; here it stands under every bidang.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import polars as pl

from kawal.engine.reference.pack import (
    LEVELS,
    PROVINCE,
    REGENCY,
    SHARED_BIDANG,
    WITHDRAWN,
    ReferencePack,
    shared_code,
)

_NO_BIDANG = "0.00"
"""What stands in the code of an OPD where it has no second or third bidang."""
_PARTS = {1: "urusan", 2: "bidang", 3: "program", 5: "kegiatan", 6: "sub_kegiatan"}


@dataclass(frozen=True)
class Choice:
    """One code. indicator, unit: the official ones, None where the list has none. shared: whether it
    belongs to the supporting programme, the same under every bidang."""

    level: str
    code: str
    name: str
    indicator: str | None
    unit: str | None
    withdrawn: bool
    shared: bool


def choices_below(
    pack: ReferencePack,
    code: str | None = None,
    *,
    bidang: Collection[str] | None = None,
    withdrawn: bool = False,
) -> Sequence[Choice]:
    """The codes one level below `code`, in order; those of the highest level of the list for None.

    bidang: only what lies under one of these, as an OPD may choose; None for no limit. withdrawn:
    whether codes that the decree withdrew are given too. Codes of a province are not; those of
    regions with autonomy of their own are. A code that the list does not have gives nothing. Codes
    of the supporting programme come under the bidang that was asked for, not under X.XX.
    """
    if code is None:
        found = _top(pack, bidang)
    elif code[:4] in _bidang(pack) or len(code) == 1:
        found = [*_below(pack).get(code, ()), *_supporting(pack, code)]
    else:
        found = []
    return sorted(
        (
            each
            for each in found
            if (withdrawn or not each.withdrawn) and _is_within(each.code, bidang)
        ),
        key=lambda each: each.code,
    )


def choice_of(pack: ReferencePack, code: str) -> Choice | None:
    """What a list says of one code, withdrawn or not; None where it does not have it."""
    by_code = _by_code(pack)
    if code in by_code:
        return by_code[code]
    general = by_code.get(shared_code(code)) if code[:4] in _bidang(pack) else None
    return replace(general, code=code) if general is not None else None


def way_to(pack: ReferencePack, code: str) -> Sequence[Choice]:
    """The code with all that stands above it, the highest first, as far as the list has it."""
    parts = code.split(".")
    above = (choice_of(pack, ".".join(parts[:count])) for count in _PARTS if count <= len(parts))
    return [each for each in above if each is not None]


def found(pack: ReferencePack, words: str) -> Sequence[Choice]:
    """Every code that begins with what was typed, or whose name, indicator or unit holds each of its
    words in any order; in order of code."""
    wanted = words.lower().split()
    if not wanted:
        return []
    begin = shared_code(wanted[0].upper())
    return [
        each
        for each in _by_code(pack).values()
        if (len(wanted) == 1 and each.code.startswith((wanted[0].upper(), begin)))
        or all(word in _text(each) for word in wanted)
    ]


def bidang_of(office_code: str) -> Sequence[str]:
    """The bidang that stand in the code of an OPD.

    >>> bidang_of("2.10.1.04.0.00.01.0000")
    ['2.10', '1.04']
    """
    parts = office_code.split(".")
    pairs = (".".join(parts[place : place + 2]) for place in (0, 2, 4) if len(parts) > place + 1)
    return [each for each in pairs if each != _NO_BIDANG]


def _text(choice: Choice) -> str:
    return " ".join(each for each in (choice.name, choice.indicator, choice.unit) if each).lower()


@lru_cache(maxsize=8)
def _by_code(pack: ReferencePack) -> Mapping[str, Choice]:
    """In order of code; one in force goes before a withdrawn one."""
    own = pack.codes.filter(pl.col("government").fill_null(REGENCY) != PROVINCE)
    rows = own.sort("code", "status", maintain_order=True).unique(
        "code", keep="first", maintain_order=True
    )
    columns = ("level", "code", "name", "indicator", "unit", "status")
    return {
        code: Choice(
            level, code, name, indicator, unit,
            status == WITHDRAWN, code.startswith(f"{SHARED_BIDANG}."),
        )
        for level, code, name, indicator, unit, status in rows.select(columns).rows()
    }  # fmt: skip


@lru_cache(maxsize=8)
def _below(pack: ReferencePack) -> Mapping[str, Sequence[Choice]]:
    """Code → what stands directly below it, whether the list has that code or not."""
    below: dict[str, list[Choice]] = defaultdict(list)
    for each in _by_code(pack).values():
        parts = each.code.split(".")
        # the number of a kegiatan has two parts: for whom, and which
        below[".".join(parts[: -2 if each.level == "kegiatan" else -1])].append(each)
    return below


@lru_cache(maxsize=8)
def _bidang(pack: ReferencePack) -> frozenset[str]:
    """Every bidang that any code stands under."""
    return frozenset(code[:4] for code in _by_code(pack) if len(code) > 1)


def _top(pack: ReferencePack, bidang: Collection[str] | None) -> Sequence[Choice]:
    """What stands highest in the list; in one that begins with programmes, the supporting one too,
    under each bidang that was asked for."""
    choices = _by_code(pack).values()
    top = min((LEVELS.index(each.level) for each in choices), default=0)
    found = [each for each in choices if LEVELS.index(each.level) == top]
    if LEVELS[top] == "program":
        found += [each for own in bidang or () for each in _supporting(pack, own)]
    return found


def _supporting(pack: ReferencePack, code: str) -> Sequence[Choice]:
    """What the supporting programme has below this code, under the bidang of the code; nothing where
    the list has that bidang's own."""
    general = SHARED_BIDANG if len(code) == 4 else shared_code(code)
    if general == code:
        return []
    there = {each.code for each in _below(pack).get(code, ())}
    every = [replace(each, code=code[:4] + each.code[4:]) for each in _below(pack).get(general, ())]
    return [each for each in every if each.code not in there]


def _is_within(code: str, bidang: Collection[str] | None) -> bool:
    """Whether the code lies under one of these bidang, or is the urusan above one."""
    if bidang is None:
        return True
    return code[:4] in bidang if len(code) > 1 else any(each.startswith(code) for each in bidang)
