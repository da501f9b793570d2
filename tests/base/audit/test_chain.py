"""A line of the trail is bound to all of it, and to the one before."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from kawal.base.audit import chain

LINE: dict[str, Any] = {
    "sequence": 1,
    "recorded_at": datetime(2020, 3, 2, 5, 0, tzinfo=UTC),
    "account": "sekda-1",
    "office": "sekda",
    "office_label": "Sekretaris Daerah",
    "action": "uji",
    "subject_kind": "opd",
    "subject_key": "05",
    "subject_label": "Dinas Kesehatan",
    "change": "{}",
    "previous": chain.START,
}


@pytest.mark.parametrize("name", chain.BOUND)
def test_the_digest_changes_with_every_field(name: str) -> None:
    other = LINE[name] + (timedelta(microseconds=1) if name == "recorded_at" else
                          1 if name == "sequence" else "x")  # fmt: skip

    assert chain.digest_of(LINE | {name: other}) != chain.digest_of(LINE)


def test_it_can_be_recomputed_by_anyone_with_sha256sum() -> None:
    text = (
        '{"account":"sekda-1","action":"uji","change":"{}","office":"sekda",'
        '"office_label":"Sekretaris Daerah","previous":"' + 64 * "0" + '",'
        '"recorded_at":"2020-03-02T05:00:00.000000+00:00","sequence":1,"subject_key":"05",'
        '"subject_kind":"opd","subject_label":"Dinas Kesehatan"}'
    )

    assert chain.digest_of(LINE) == hashlib.sha256(text.encode()).hexdigest()


def test_the_same_moment_told_in_another_zone_is_the_same() -> None:
    west = LINE["recorded_at"].astimezone(timezone(timedelta(hours=7)))

    assert chain.digest_of(LINE | {"recorded_at": west}) == chain.digest_of(LINE)


@pytest.mark.parametrize("value", [1.5, {"a": [1, 2.0]}, [{"b": 0.1}]])
def test_a_float_is_refused_wherever_it_stands(value: Any) -> None:
    with pytest.raises(TypeError, match="exact"):
        chain.canonical(value)
