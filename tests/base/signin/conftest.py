"""What the tests of the door ask for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Account, Holding, Office

OWN_PASSWORD = "sawah-hijau-pagi-hari"


@pytest.fixture
def office(db: None) -> Office:  # noqa: ARG001
    return Office.objects.create(code="bappeda", name="Bappeda", role=Office.Role.BAPPEDA)


@pytest.fixture
def account(office: Office) -> Account:
    """Someone with a password of their own; not by an action, so that a browser's test, which is no
    transaction, leaves no line of the trail behind."""
    made = Account.objects.create_account("bappeda-1", OWN_PASSWORD)
    Holding.objects.create(office=office, account=made, since=today() - timedelta(days=9))
    return made


@pytest.fixture
def signed_in(client: Client, account: Account) -> Client:
    """A browser in which that account came in through the door and has just shown its password."""
    client.post("/masuk/", {"login": account.code, "password": OWN_PASSWORD})
    client.post("/akun/pastikan/", {"password": OWN_PASSWORD})
    return client
