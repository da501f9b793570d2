"""A file comes, is read, previewed and applied: whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry
from kawal.base.audit.verify import verify
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.package import digest_of, files_of, zipped
from kawal.office.imports.actions import ask_to_apply, discard, receive
from kawal.office.imports.jobs import work_once
from kawal.office.imports.models import State, Upload
from kawal.office.planning.exchange import give_out
from kawal.office.planning.models import Book, Plan
from tests.office.imports.conftest import Bring

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("served")]


def test_a_whole_regency_is_previewed_and_applied_to_the_sen(
    regency: Snapshot, bring: Bring, sekda: Actor
) -> None:
    upload = bring(regency)

    assert (upload.state, upload.problems) == (State.READ, [])
    money = upload.preview["money"]
    whole = regency.frame("allocation")["amount"].sum()
    assert money["reconciles"]
    assert (money["before"], money["added"], money["after"]) == (0, whole, whole)
    assert not Book.objects.exists()

    assert ask_to_apply(upload=upload, by=sekda)
    assert work_once()

    upload.refresh_from_db()
    assert upload.state == State.APPLIED
    assert digest_of(give_out()) == upload.joined_digest == digest_of(regency)
    mine = Entry.objects.filter(action__startswith="imports.").order_by("sequence")
    assert [line.action for line in mine] == [
        "imports.receive", "imports.ask", "imports.apply",
    ]  # fmt: skip
    assert verify().broken is None
    assert not work_once()


def test_a_second_click_changes_nothing(regency: Snapshot, bring: Bring, sekda: Actor) -> None:
    upload = bring(regency)

    assert ask_to_apply(upload=upload, by=sekda)
    lines = Entry.objects.count()
    assert not ask_to_apply(upload=upload, by=sekda)
    assert Entry.objects.count() == lines
    work_once()
    assert not ask_to_apply(upload=upload, by=sekda)
    assert not discard(upload=upload, by=sekda)


def test_a_file_with_one_bad_row_changes_nothing_and_says_where(
    regency: Snapshot, bring: Bring, sekda: Actor
) -> None:
    parts = files_of(regency)
    lines = parts["allocation.csv"].decode().split("\n")
    cells = lines[7].split(",")
    lines[7] = ",".join([*cells[:-1], "seratus"])
    parts["allocation.csv"] = "\n".join(lines).encode()

    upload = bring(zipped(parts), "Renja 2021 (baru).zip")

    assert upload.state == State.REFUSED
    (problem,) = [p for p in upload.problems if p["row"] is not None]
    assert (problem["row"], problem["column"], problem["value"]) == (8, "amount", "seratus")
    assert problem["fix"]
    assert upload.token not in str(upload.problems)
    assert not Plan.objects.exists()
    assert not ask_to_apply(upload=upload, by=sekda)


def test_a_file_of_another_region_is_refused_and_can_still_be_checked(
    regency: Snapshot, bring: Bring
) -> None:
    other = {k: v for k, v in regency.tables.items() if k != "region"}
    upload = bring(replace(regency, region="33.76", tables=other))

    assert upload.state == State.REFUSED
    assert "bukan dari Kabupaten Tegal" in upload.problems[0]["message"]
    assert upload.findings["blocking"] >= 0
    assert upload.findings["digest"] == upload.digest
    assert not Plan.objects.exists()


def test_a_file_that_names_no_region_needs_a_word_for_it(regency: Snapshot, bring: Bring) -> None:
    other = {k: v for k, v in regency.tables.items() if k != "region"}
    silent = replace(regency, region=None, tables=other)

    assert bring(silent).state == State.REFUSED
    assert bring(silent, stated=True).state == State.READ


def test_the_file_lies_under_a_name_of_ours_and_goes_when_it_is_thrown_away(
    regency: Snapshot, bring: Bring, uploads: Path, sekda: Actor,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    upload = bring(regency, "../../etc/passwd.zip")

    assert [place.name for place in uploads.iterdir()] == [upload.file]
    assert upload.name == "passwd.zip"
    assert (uploads / upload.file).stat().st_mode & 0o077 == 0

    with django_capture_on_commit_callbacks(execute=True):
        assert discard(upload=upload, by=sekda)
    assert not list(uploads.iterdir())


def test_two_files_are_not_applied_at_once(regency: Snapshot, bring: Bring, sekda: Actor) -> None:
    one, two = bring(regency), bring(regency)
    ask_to_apply(upload=one, by=sekda)

    with pytest.raises(ValidationError, match="Berkas lain sedang diterapkan"):
        ask_to_apply(upload=two, by=sekda)


def test_where_the_book_has_changed_since_the_preview_is_made_again(
    regency: Snapshot, bring: Bring, sekda: Actor
) -> None:
    one, two = bring(regency), bring(regency)
    ask_to_apply(upload=one, by=sekda)
    work_once()
    ask_to_apply(upload=two, by=sekda)
    work_once()

    two.refresh_from_db()
    assert two.state == State.WAITING
    assert "Rencana berubah sejak pratinjau" in two.remark


def test_what_cannot_be_kept_leaves_no_file(
    uploads: Path, sekda: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise ValidationError("jejak tidak dapat ditulis")

    monkeypatch.setattr("kawal.office.imports.actions.record", broken)

    with pytest.raises(ValidationError):
        receive(given=SimpleUploadedFile("a.csv", b"a,b\n"), by=sekda)

    assert not Upload.objects.exists()
    assert not list(uploads.iterdir())
