"""`kawal accounts`: what it does, what it says, and that no password stays anywhere."""

from __future__ import annotations

import re

import pytest

from kawal.base.audit.models import Entry
from kawal.base.organisation.models import Account
from tests.front.command import kawal

pytestmark = pytest.mark.django_db
GIVEN = re.compile(r"sekali masuk: ((?:[a-z2-9]{4}-){3}[a-z2-9]{4})")


def given(capsys: pytest.CaptureFixture[str]) -> str:
    found = GIVEN.search(capsys.readouterr().out)
    assert found is not None
    return found[1]


def test_an_account_is_made_with_a_password_for_one_sign_in(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert kawal("accounts", "create", "perencana-dinkes") == 0
    password = given(capsys)

    account = Account.objects.get()
    assert account.must_change
    assert account.check_password(password)
    assert not Entry.objects.filter(change__contains=password).exists()


def test_a_new_password_takes_the_place_of_the_old(capsys: pytest.CaptureFixture[str]) -> None:
    kawal("accounts", "create", "perencana-dinkes")
    first = given(capsys)
    assert kawal("accounts", "reset", "perencana-dinkes", "--factors") == 0

    assert not Account.objects.get().check_password(first)
    assert Account.objects.get().check_password(given(capsys))


def test_a_closed_account_is_told_as_closed(capsys: pytest.CaptureFixture[str]) -> None:
    kawal("accounts", "create", "perencana-dinkes")
    assert kawal("accounts", "close", "perencana-dinkes") == 0
    assert not Account.objects.get().is_active
    assert kawal("accounts", "list") == 0

    assert "perencana-dinkes  [ditutup]  tanpa jabatan" in capsys.readouterr().out


def test_the_list_names_what_is_worth_a_look(capsys: pytest.CaptureFixture[str]) -> None:
    kawal("accounts", "create", "perencana-dinkes")
    kawal("accounts", "list")

    assert "Tidak dipakai: perencana-dinkes: belum pernah masuk." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["create"], "kawal accounts create memerlukan KODE."),
        (["list", "x"], "kawal accounts list tidak memerlukan KODE."),
        (["close", "x", "--factors"], "--factors hanya untuk reset."),
        (["reset", "tiada"], 'Tidak ada akun dengan kode "tiada".'),
        (["close", "tiada"], 'Tidak ada akun dengan kode "tiada".'),
        (["create", "Budi Santoso"], 'Kode masuk "Budi Santoso" tidak dapat dipakai'),
        (["create", "x" * 81], "paling banyak 80"),
        (["create", "ada"], 'Kode masuk "ada" sudah dipakai; pilih kode lain.'),
        (["close", "tutup"], 'Akun "tutup" memang sudah ditutup.'),
        (["reset", "tutup"], 'Akun "tutup" sudah ditutup'),
    ],
)
def test_a_wrong_call_says_what_is_wrong_and_changes_nothing(
    call: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kawal("accounts", "create", "ada")
    kawal("accounts", "create", "tutup")
    kawal("accounts", "close", "tutup")
    before = list(Account.objects.values_list("code", "password", "is_active"))
    lines = Entry.objects.count()

    assert kawal("accounts", *call) == 2
    assert said in capsys.readouterr().err
    assert list(Account.objects.values_list("code", "password", "is_active")) == before
    assert Entry.objects.count() == lines
