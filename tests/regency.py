"""A sample regency in the database with all its offices, built once for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings

from kawal.base.organisation.clock import today
from kawal.base.organisation.guard import OFFICE
from kawal.base.organisation.models import Holding, Office
from kawal.engine.generator.regency import CLOCK
from kawal.front.demo.seed import seed
from tests.kept import Kept, attach, detach, kept_of, put_back

OPDS, FAULTS = 24, 70
_KEPT: list[Kept] = []
"""The regency of this process, once it is built."""


@pytest.fixture(scope="module")
def regency(
    django_db_setup: None,  # noqa: ARG001
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Twenty-four OPD with seventy faults, judged, with the cases that follow. Use it with `db`."""
    with django_db_blocker.unblock(), override_settings(KAWAL_TODAY=CLOCK):
        if not _KEPT:
            folder = tmp_path_factory.mktemp("kept")
            _KEPT.append(kept_of(lambda: seed(opd=OPDS, faults=FAULTS), folder))
        attach(_KEPT[0])
        try:
            with transaction.atomic():
                put_back(_KEPT[0])
                yield
                transaction.set_rollback(True)
        finally:
            detach()


@pytest.fixture
def at_the_meeting(settings: Any) -> None:
    """It is the day of the meeting."""
    settings.KAWAL_TODAY = CLOCK


def enter(office: str) -> Client:
    """A browser in which the holder of the office has signed in and acts in it."""
    client = Client()
    holding = Holding.objects.on(today()).get(office=Office.objects.get(code=office))
    client.force_login(holding.account)
    session = client.session
    session[OFFICE] = office
    session.save()
    return client
