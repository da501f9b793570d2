"""An office is told once, in the application and by mail."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from kawal.base.organisation.models import Office
from kawal.base.work.models import Notice
from kawal.base.work.notices import mail_due, notify

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office.objects.create(
        code="bappeda", name="Bappeda", role="bappeda", email="bappeda@contoh.go.id"
    )


def test_the_same_thing_is_told_once(office: Office) -> None:
    for _ in range(3):
        notify(office=office, key="tugas|1", words="Tugas baru")

    assert Notice.objects.count() == 1


def test_what_is_mailed_is_not_mailed_again(office: Office) -> None:
    notify(office=office, key="tugas|1", words="Tugas baru")

    assert [mail_due(), mail_due()] == [1, 0]
    (letter,) = mail.outbox
    assert (letter.to, letter.body) == (["bappeda@contoh.go.id"], "Tugas baru")


def test_an_office_without_a_mailbox_is_told_in_the_application_only(office: Office) -> None:
    Office.objects.update(email="")
    notify(office=office, key="tugas|1", words="Tugas baru")

    assert mail_due() == 0
    assert Notice.objects.unread().count() == 1


def test_what_the_mail_refuses_is_tried_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    notify(office=office, key="tugas|1", words="Tugas baru")

    def refuse(*_: Any) -> int:
        raise OSError("away")

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", refuse)
        assert mail_due() == 0

    assert mail_due() == 1


def test_a_line_break_in_what_is_told_does_no_harm(office: Office) -> None:
    notify(office=office, key="tugas|1", words="Tugas\nBcc: siapa@contoh.id")

    assert mail_due() == 1
    assert mail.outbox[0].to == ["bappeda@contoh.go.id"]
    assert "\n" not in mail.outbox[0].subject
