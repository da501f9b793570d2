"""How the database holds what must stay exact."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from kawal.engine.snapshot.cells import LARGEST_DECIMAL
from kawal.engine.snapshot.schema import DECIMAL_PLACES

_LONGEST = 40


class SenField(models.BigIntegerField):
    """Money in whole sen."""


class ExactDecimalField(models.CharField):  # type: ignore[type-arg]
    """A decimal number, kept as its plain text: SQLite would keep it as a float.

    At most 28 digits before the point and 9 after it, as in a snapshot; ValidationError beyond.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = _LONGEST
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_: Any) -> Decimal | None:
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        if isinstance(value, float):
            raise ValidationError("Bilangan harus ditulis persis, bukan sebagai pecahan biner.")
        return Decimal(value)

    def get_prep_value(self, value: Any) -> str | None:
        number = self.to_python(value)
        return None if number is None else plain(number)


def plain(number: Decimal) -> str:
    """A number without exponent, sign of zero or closing zeros.

    >>> plain(Decimal("87.500"))
    '87.5'

    Raises ValidationError for what a snapshot cannot hold.
    """
    shown = f"{number:f}"
    text = shown.rstrip("0").rstrip(".") if "." in shown else shown
    if not number.is_finite() or abs(number) > LARGEST_DECIMAL:
        raise ValidationError(f"{text} bukan bilangan yang dapat disimpan.")
    if len(text.partition(".")[2]) > DECIMAL_PLACES:
        raise ValidationError(f"{text} mempunyai lebih dari {DECIMAL_PLACES} desimal.")
    return "0" if text in ("-0", "") else text
