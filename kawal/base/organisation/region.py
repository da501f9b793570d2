"""The region that this installation serves, and the refusal of what belongs to another."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from kawal.base.audit.actions import Actor, Subject, record
from kawal.base.organisation.models import Region


class NoRegionError(Exception):
    """The installation does not say yet which region it serves."""


def region() -> Region:
    """The region served. Raises NoRegionError where it is not set."""
    found = Region.objects.first()
    if found is None:
        raise NoRegionError("Wilayah yang dilayani belum ditetapkan.")
    return found


@transaction.atomic
def set_region(*, code: str, name: str, seat: str, by: Actor) -> Region:
    """Say which region is served. Its name and seat may be mended; its code stays.

    Raises ValidationError for another code than the one that stands.
    """
    standing = Region.objects.first()
    if standing is not None and standing.code != code:
        raise ValidationError(
            {
                "code": f"Pemasangan ini melayani {standing}; wilayah {code} memerlukan pemasangan "
                "sendiri."
            }
        )
    served, _ = Region.objects.update_or_create(
        pk=1, defaults={"code": code, "name": name, "seat": seat}
    )
    change = {"code": code, "name": name, "seat": seat}
    subject = Subject("organisation.region", code, name)
    record(by=by, action="organisation.set_region", subject=subject, change=change)
    return served


def refuse_other(code: str | None, name: str | None = None) -> None:
    """Raise ValidationError for data of another region: Kota Tegal is not Kabupaten Tegal.

    code: what the data says of itself; None, where it says nothing, is refused too.
    """
    served = region()
    if code != served.code:
        told = (
            " ".join(filter(None, [name, f"({code})" if code else ""]))
            or "wilayah yang tidak disebut"
        )
        raise ValidationError(f"Data ini dari {told}, bukan dari {served}.")
