"""The lines of the trail, and the head that says which is the last.

The trail knows no other room: it holds codes and labels as text. It holds no personal data, and of
free text only a digest, so that what the law on personal data wants deleted can be deleted elsewhere
(UU 27/2022, Pasal 8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models

if TYPE_CHECKING:
    from django.db.models import QuerySet

SHA256_LENGTH = 64


class AppendOnlyError(Exception):
    """Somebody tried to change or delete a line of the trail."""


class Entry(models.Model):
    """One write.

    sequence: 1, 2, 3, without a gap. account: who was signed in, by a code that is no name. office:
    for which office. subject: what was written, its kind, key and label, none of them free text.
    change: canonical JSON of what became of it. previous: the digest of the line before; digest:
    SHA-256 over all of this.
    """

    sequence = models.BigIntegerField("nomor", primary_key=True)
    recorded_at = models.DateTimeField("waktu")
    account = models.CharField("akun", max_length=80)
    office = models.CharField("jabatan", max_length=80)
    office_label = models.CharField("nama jabatan", max_length=200)
    action = models.CharField("tindakan", max_length=80)
    subject_kind = models.CharField("jenis", max_length=40)
    subject_key = models.CharField("kunci", max_length=200)
    subject_label = models.CharField("uraian", max_length=300)
    change = models.TextField("perubahan")
    previous = models.CharField("sidik sebelumnya", max_length=SHA256_LENGTH)
    digest = models.CharField("sidik", max_length=SHA256_LENGTH, unique=True)

    class Meta:
        ordering = ("sequence",)
        indexes = (models.Index(fields=("subject_kind", "subject_key", "sequence")),)

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.subject_kind} {self.subject_key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only a new line is written; the database refuses the rest, too."""
        if not self._state.adding:
            raise AppendOnlyError("a line of the trail never changes")
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise AppendOnlyError("a line of the trail is never deleted")


class Head(models.Model):
    """The one row that says where the trail ends. Whoever writes a line holds it locked, so lines
    follow one another however many write at once."""

    THE_ONE = 1

    sequence = models.BigIntegerField("nomor terakhir", default=0)
    digest = models.CharField("sidik terakhir", max_length=SHA256_LENGTH)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(pk=1), name="audit_only_one_head"),
        )

    def __str__(self) -> str:
        return f"{self.sequence} {self.digest}"


class SecurityEventQuerySet(models.QuerySet[Any]):
    """Events as they are asked for."""

    def visible_to(self, seat: Any) -> QuerySet[Any]:
        """All of them for who reaches everything; they are no OPD's, so nobody else has any."""
        return self.all() if seat.reach == "all" else self.none()


class SecurityEvent(models.Model):
    """Something that those who watch over the house should be able to see: a refused read, a sign-in.

    account, office: codes; empty where nobody was signed in. path: what was asked for.
    """

    recorded_at = models.DateTimeField("waktu", auto_now_add=True)
    kind = models.CharField("jenis", max_length=40)
    account = models.CharField("akun", max_length=80, blank=True)
    office = models.CharField("jabatan", max_length=80, blank=True)
    path = models.CharField("alamat", max_length=300)
    detail = models.CharField("uraian", max_length=300, blank=True)

    objects = SecurityEventQuerySet.as_manager()

    class Meta:
        ordering = ("-recorded_at", "-pk")
        indexes = (models.Index(fields=("kind", "recorded_at")),)

    def __str__(self) -> str:
        return f"{self.recorded_at:%Y-%m-%d %H.%M} {self.kind} {self.account} {self.path}"
