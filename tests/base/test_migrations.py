"""The database is laid out as the models say."""

from __future__ import annotations

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_no_model_has_changed_without_a_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_settings_are_fit_to_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAWAL_SECRET_KEY", "x" * 60)

    call_command("check", fail_level="ERROR")
