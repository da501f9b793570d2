"""The one door from here into the plans."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Head
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.package import digest_of
from kawal.office.planning.exchange import bring_in, give_out
from kawal.office.planning.models import Book


def book_now() -> Snapshot | None:
    """The plans as they stand; None where there are none."""
    return give_out() if Book.objects.exists() else None


def digest_now(book: Snapshot | None) -> str:
    """What tells one book from another; empty where there is none."""
    return digest_of(book) if book is not None else ""


def hold() -> None:
    """Let nobody else write until the transaction ends: every write has its line of the trail."""
    Head.objects.select_for_update().get(pk=Head.THE_ONE)


def keep(snapshot: Snapshot, by: Actor) -> None:
    """Make the plans what the snapshot says, within the transaction that is open.

    Raises ValidationError where they may not be that.
    """
    try:
        bring_in(snapshot=snapshot, by=by)
        connection.check_constraints()  # the database itself would say it only at the very end
    except IntegrityError as error:
        raise ValidationError(
            "Rencana tidak dapat memuatnya: ada baris yang dihapus tetapi masih dirujuk, atau yang "
            "berulang. Lengkapi berkasnya."
        ) from error


def try_out(snapshot: Snapshot, by: Actor) -> None:
    """Raise ValidationError where `keep` would; nothing is kept."""
    with transaction.atomic():
        keep(snapshot, by)
        transaction.set_rollback(True)
