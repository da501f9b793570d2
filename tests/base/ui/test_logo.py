"""The region's mark stands beside Kawal's; what cannot be shown is told when the application starts."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kawal.base.organisation.models import Region
from kawal.base.ui.logo import LARGEST, digest, fault_of, logo

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 100


@pytest.fixture(autouse=True)
def asked_anew(db: None) -> Iterator[None]:  # noqa: ARG001
    Region.objects.create(pk=1, code="33.28", name="Kabupaten Tegal")
    logo.cache_clear()
    yield
    logo.cache_clear()


def named(settings: Any, folder: Path, content: bytes) -> None:
    settings.KAWAL_LOGO = folder / "logo.png"
    settings.KAWAL_LOGO.write_bytes(content)


def test_it_is_shown_on_every_page_and_kept_by_browsers(settings: Any, tmp_path: Path) -> None:
    named(settings, tmp_path, PNG)
    address = f"/logo/{digest()}/"

    answer = Client().get(address)

    assert f'<img src="{address}" alt="">' in Client().get("/galeri/").content.decode()
    assert (answer.content, answer["Content-Type"]) == (PNG, "image/png")
    assert "immutable" in answer["Cache-Control"]


def test_without_one_no_page_asks_for_it(settings: Any) -> None:
    settings.KAWAL_LOGO = None

    assert "/logo/" not in Client().get("/galeri/").content.decode()
    assert Client().get("/logo/abc/").status_code == HTTPStatus.GONE


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<svg onload='x'>", "bukan PNG atau JPEG"),
        (PNG + b"x" * LARGEST, "lebih besar dari 200 kB"),
        (None, "tidak ada atau tidak terbaca"),
    ],
)
def test_what_cannot_be_shown_is_told_at_the_start(
    content: bytes | None, told: str, settings: Any, tmp_path: Path
) -> None:
    named(settings, tmp_path, content or b"")
    if content is None:
        settings.KAWAL_LOGO.unlink()

    assert told in " ".join(fault_of(settings.KAWAL_LOGO) or ())
    assert "/logo/" not in Client().get("/galeri/").content.decode()
