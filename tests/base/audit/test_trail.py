"""What is written is never lost: one line per write, in its transaction, and none ever changes."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from kawal.base.audit import chain, clock
from kawal.base.audit.actions import Actor, OutsideTransactionError, Subject, record
from kawal.base.audit.models import AppendOnlyError, Entry, Head
from kawal.base.audit.verify import daily_heads, verify

pytestmark = pytest.mark.django_db
CHANGES = {
    "update": lambda: Entry.objects.update(action="lain"),
    "delete": lambda: Entry.objects.all()._raw_delete(Entry.objects.db),
}


def write(by: Actor, key: str = "05") -> Entry:
    with transaction.atomic():
        subject = Subject("opd", key, "Dinas Kesehatan")
        return record(by=by, action="uji.tulis", subject=subject, change={"pagu": "150000000.00"})


def write_and_fail(by: Actor) -> None:
    write(by)
    Head.objects.create(pk=2, digest="")


def behind_its_back(*statements: str) -> None:
    """What somebody with the database in hand does: the triggers off, a row changed."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        else:
            for what in ("UPDATE", "DELETE"):
                cursor.execute(f"DROP TRIGGER audit_entry_no_{what}")
        for statement in statements:
            cursor.execute(statement)


def test_lines_follow_one_another_and_the_head_says_where_they_end(sekda: Actor) -> None:
    lines = [write(sekda) for _ in range(3)]

    assert [line.sequence for line in lines] == [1, 2, 3]
    assert [line.previous for line in lines] == [chain.START, lines[0].digest, lines[1].digest]
    head = Head.objects.get()
    assert (head.sequence, head.digest) == (3, lines[2].digest)
    assert (verify().broken, verify().lines, verify().head) == (None, 3, head.digest)


def test_a_trail_without_lines_is_whole() -> None:
    assert (verify().broken, verify().lines, verify().head) == (None, 0, chain.START)


def test_a_write_that_fails_leaves_no_line(sekda: Actor) -> None:
    write(sekda)
    with pytest.raises(DatabaseError), transaction.atomic():
        write_and_fail(sekda)

    assert Entry.objects.count() == 1
    assert verify().broken is None


@pytest.mark.django_db(transaction=True)
def test_a_line_apart_from_a_write_is_refused(sekda: Actor) -> None:
    with pytest.raises(OutsideTransactionError):
        record(by=sekda, action="uji", subject=Subject("opd", "05", ""), change={})


def test_a_line_is_neither_changed_nor_deleted_by_the_application(sekda: Actor) -> None:
    line = write(sekda)
    line.action = "lain"

    with pytest.raises(AppendOnlyError):
        line.save()
    with pytest.raises(AppendOnlyError):
        line.delete()


@pytest.mark.parametrize("change", CHANGES)
def test_nor_by_the_database(sekda: Actor, change: str) -> None:
    write(sekda)

    with pytest.raises(DatabaseError, match="tidak dapat diubah"), transaction.atomic():
        CHANGES[change]()


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE audit_entry SET change = \'{"pagu":"150000000.01"}\' WHERE sequence = 2',
        "UPDATE audit_entry SET office_label = 'Sekretaris daerah' WHERE sequence = 2",
        "UPDATE audit_entry SET previous = digest WHERE sequence = 2",
        "DELETE FROM audit_entry WHERE sequence = 2",
    ],
)
def test_the_first_line_that_somebody_changed_is_named(sekda: Actor, statement: str) -> None:
    for _ in range(4):
        write(sekda)
    behind_its_back(statement)

    found = verify()

    assert (found.broken, found.lines) == (2, 1)
    assert found.reason


def test_a_last_line_that_was_cut_off_is_missed(sekda: Actor) -> None:
    write(sekda)
    write(sekda)
    behind_its_back("DELETE FROM audit_entry WHERE sequence = 2")

    assert verify().broken == 2
    assert "Ujung jejak" in verify().reason


def test_a_changed_line_with_a_new_digest_breaks_the_one_after_it(sekda: Actor) -> None:
    write(sekda)
    write(sekda)
    first = Entry.objects.get(sequence=1)
    fields = {name: getattr(first, name) for name in chain.BOUND} | {"account": "lain"}
    forged = chain.digest_of(fields)
    behind_its_back(
        f"UPDATE audit_entry SET account = 'lain', digest = '{forged}' WHERE sequence = 1"
    )

    assert verify().broken == 2


def test_a_clock_that_was_set_back_does_not_turn_the_trail_back(
    sekda: Actor, settings: Any
) -> None:
    first = write(sekda)
    settings.KAWAL_TODAY = date(2020, 3, 2)

    assert write(sekda).recorded_at == first.recorded_at
    assert verify().broken is None


def test_a_line_older_than_the_one_before_is_named(sekda: Actor) -> None:
    write(sekda)
    last = write(sekda)
    fields = {name: getattr(last, name) for name in chain.BOUND}
    fields["recorded_at"] -= timedelta(days=1)
    forged = chain.digest_of(fields)
    at = fields["recorded_at"].isoformat(" ")
    behind_its_back(
        f"UPDATE audit_entry SET recorded_at = '{at}', digest = '{forged}' WHERE sequence = 2",
        f"UPDATE audit_head SET digest = '{forged}'",
    )

    assert (verify().broken, verify().reason) == (2, "Waktu baris ini mendahului baris sebelumnya.")


def test_where_the_clock_stands_the_trail_stands_on_its_day(sekda: Actor, settings: Any) -> None:
    settings.KAWAL_TODAY = date(2020, 3, 2)
    with clock.at(date(2020, 2, 24), time(8, 15)):
        earlier = write(sekda)
        assert clock.today() == date(2020, 2, 24)
    later = write(sekda)

    assert f"{timezone.localtime(earlier.recorded_at):%Y-%m-%d %H.%M}" == "2020-02-24 08.15"
    assert timezone.localdate(later.recorded_at) == clock.today() == date(2020, 3, 2)


def test_nothing_real_is_dated_back() -> None:
    with pytest.raises(clock.RealTimeError), clock.at(date(2020, 2, 24), time(8, 15)):
        pass


def test_each_day_has_the_digest_of_its_last_line(sekda: Actor) -> None:
    write(sekda)
    last = write(sekda)
    ((_, number, digest),) = daily_heads()

    assert (number, digest) == (2, last.digest)
