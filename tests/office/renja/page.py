"""The page of a line as a browser has it: what stands in its form, and how it is sent."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

from kawal.office.planning.models import Node
from kawal.office.renja.cells import groups_of

DRAFT, SUBMITTED = "08", "05"
"""OPD whose Renja of the year is still a draft, and has been submitted."""


def a_line(opd: str = DRAFT) -> Node:
    """A line of the Renja 2021 of that OPD, measured and with money."""
    lines = Node.objects.filter(
        plan__kind="renja", plan__first_year=2021, plan__opd__number=opd, level="sub_kegiatan"
    )
    found = lines.filter(indicators__targets__isnull=False, allocations__isnull=False).first()
    assert found is not None
    return found


def where(line: Node) -> str:
    """The address of its page."""
    return reverse("renja:line", args=[line.pk])


def name_of(line: Node, table: str, column: str) -> str:
    """What the first such field of the line is called in its form."""
    cells = [cell for group in groups_of(line) for cell in group.cells]
    return next(cell.name for cell in cells if (cell.table, cell.column) == (table, column))


class _Fields(HTMLParser):
    """Reads what a browser would send of the form of a line."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self._in_form, self._open = False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name = told.get("name") or ""
        if tag == "form":
            self._in_form = "data-baris" in told
        if not self._in_form:
            return
        if tag == "input" and told.get("type") != "radio":
            self.sent[name] = told.get("value") or ""
        elif tag in ("textarea", "select"):
            self.sent[name], self._open = "", name
        elif tag == "option" and "selected" in told:
            self.sent[self._open] = told.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self._open = ""
        self._in_form = self._in_form and tag != "form"

    def handle_data(self, data: str) -> None:
        if self._open and self.lasttag == "textarea":
            self.sent[self._open] += data.removeprefix("\n")


def form_on(response: Any) -> dict[str, str]:
    """What the form on a page holds."""
    fields = _Fields()
    fields.feed(response.content.decode())
    return fields.sent


def words_of(response: Any) -> str:
    """The page as text with its tags."""
    return unescape(response.content.decode())


def send(client: Client, line: Node, form: dict[str, str], **typed: str) -> Any:
    """Send the form with some fields typed anew, by `table_column`."""
    named = {}
    for field, text in typed.items():
        table, _, column = field.partition("_")
        named[name_of(line, table, column)] = text
    return client.post(where(line), {**form, **named})
