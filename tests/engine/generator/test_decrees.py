"""The two decrees of the sample follow each other, and the second one changes codes in every way."""

from __future__ import annotations

from kawal.engine.generator.official import packs_in_turn, reference_pack
from kawal.engine.reference import pack_for, refuse_overlaps
from kawal.engine.reference.mapping import Ground, Kind, map_codes


def test_they_hold_one_after_the_other() -> None:
    old, new = packs_in_turn()

    refuse_overlaps([old, new])
    assert (pack_for([old, new], 2023), pack_for([old, new], 2024)) == (old, new)
    assert old.codes.equals(reference_pack().codes)


def test_codes_move_are_renamed_withdrawn_and_told_by_the_list_itself() -> None:
    mapping = map_codes(*packs_in_turn())
    lines = [fate for fate in mapping.fates if fate.level == "sub_kegiatan"]

    assert {Kind.MOVED, Kind.RENAMED, Kind.WITHDRAWN} == {fate.kind for fate in lines}
    assert {Ground.FOUR_DIGITS, Ground.STATED} <= {fate.ground for fate in lines}
