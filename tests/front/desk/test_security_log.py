"""The security log is read by those who watch over the house, by kind, office and day."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from kawal.base.audit import security
from kawal.base.audit.models import SecurityEvent
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]


def note(kind: str, office: str, at: datetime | None = None) -> None:
    event = security.note(
        kind=kind, account=office, office=office, path=f"/{office}/", detail="uji"
    )
    if at is not None:
        SecurityEvent.objects.filter(pk=event.pk).update(recorded_at=at)


def shown(by: str = "sekda", **asked: Any) -> str:
    response = enter(by).get(reverse("audit:security"), asked)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_log_is_filtered_by_kind_office_and_day() -> None:
    note("ditolak", "perencana-05")
    note("gagal masuk", "kepala-20", datetime(2020, 2, 29, 17, 30, tzinfo=UTC))

    assert "/kepala-20/" not in shown(jenis="ditolak")
    assert "/perencana-05/" in shown(jenis="ditolak")
    assert "/perencana-05/" not in shown(jabatan="kepala-20")
    on_the_first = shown(hari="01-03-2020")  # half past midnight there
    assert "/kepala-20/" in on_the_first
    assert "1 kejadian cocok dengan saringan." in on_the_first


def test_a_long_log_is_paged() -> None:
    for _ in range(101):
        note("ditolak", "perencana-05")

    assert "Halaman 1 dari 2" in shown(jabatan="perencana-05")
    assert "Halaman 2 dari 2" in shown(jabatan="perencana-05", halaman="9")


@pytest.mark.parametrize("asked", [{"hari": "kemarin"}, {"jenis": "entah"}])
def test_what_cannot_be_asked_is_said_so(asked: dict[str, str]) -> None:
    told = shown(**asked)

    assert "Tulis hari, bulan" in told or "Pilihan ini tidak ada." in told


def test_what_was_typed_into_an_address_stays_text() -> None:
    security.note(kind="ditolak", account="x", office="x", path="/<script>alert(1)</script>/")

    assert "<script>alert" not in shown(jabatan="x")


@pytest.mark.parametrize("by", ["sekda", "bagian-organisasi", "inspektorat"])
def test_who_watches_over_the_house_reads_it(by: str) -> None:
    assert "kejadian tercatat." in shown(by)


@pytest.mark.parametrize("by", ["bappeda", "kepala-05", "komisi-i", "bagian-pemerintahan"])
def test_nobody_else_does(by: str) -> None:
    assert enter(by).get(reverse("audit:security")).status_code == 404
