"""What the tests of the door ask for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from kawal.base.audit.actions import Actor
from kawal.base.organisation.actions import appoint
from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Account, Office
from kawal.base.signin.actions import create_account

OWN_PASSWORD = "sawah-hijau-pagi-hari"


@pytest.fixture
def office(db: None) -> Office:  # noqa: ARG001
    return Office.objects.create(code="bappeda", name="Bappeda", role=Office.Role.BAPPEDA)


@pytest.fixture
def account(office: Office, sekda: Actor) -> Account:
    """Someone with a password of their own."""
    made, _ = create_account(code="bappeda-1", by=sekda)
    made.set_password(OWN_PASSWORD)
    made.must_change = False
    made.save()
    appoint(office=office, account=made, since=today() - timedelta(days=9), by=sekda)
    return made


@pytest.fixture
def signed_in(client: Client, account: Account) -> Client:
    """A browser in which that account came in through the door and has just shown its password."""
    client.post("/masuk/", {"login": account.code, "password": OWN_PASSWORD})
    client.post("/akun/pastikan/", {"password": OWN_PASSWORD})
    return client
