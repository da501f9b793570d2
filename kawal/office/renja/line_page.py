"""The page of one line: its fields beside what is found there, and the part of it that changes as
somebody types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from kawal.base.audit.chain import digest_of_text
from kawal.base.organisation import rights
from kawal.base.ui.states import State
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import long_date
from kawal.office.findings.models import CheckRun
from kawal.office.planning import history
from kawal.office.planning.growing import TAGGED, named, state_of
from kawal.office.planning.holding import frozen
from kawal.office.planning.models import Node
from kawal.office.renja import telling
from kawal.office.renja.actions import Edit, left_on
from kawal.office.renja.cells import Cell, Group, groups_of
from kawal.office.renja.days import end_of, read_day
from kawal.office.renja.forms import SEEN, LineForm
from kawal.office.renja.grow_forms import NAMES
from kawal.office.renja.why import steps

SAVED = "renja"
"""The tag of what is told after saving."""
_SESSION_LENGTH = 16


@dataclass(frozen=True)
class Row:
    """A field as the page shows it: with its input where one can type, and with what is found there."""

    cell: Cell
    field: BoundField | None
    seen: BoundField | None
    told: Sequence[telling.Told]
    clash: telling.ToldClash | None


def line_page(
    request: HttpRequest,
    node: Node,
    groups: Sequence[Group] | None = None,
    form: LineForm | None = None,
    refused: Sequence[str] = (),
    clashes: Mapping[str, telling.ToldClash] | None = None,
) -> TemplateResponse:
    """form: with what was typed and what is wrong with it. clashes: by the name of the field."""
    seat, clashes = request.seat, clashes or {}
    writes = rights.may(seat, "renja:line")
    still = frozen(node.plan) if writes else ""
    groups = groups_of(node) if groups is None else groups
    cells = [cell for group in groups for cell in group.cells]
    left = left_on(cells, seat.account.code) if writes and not still and form is None else {}
    if form is None and writes and not still:
        form = LineForm(cells, typed=left if "lanjutkan" in request.GET else None)
    now = writes and not still
    edits = list(form.changes()) if form is not None and now else []
    wrong = form is not None and form.is_bound
    context = {
        **_around(request, node),
        **_judged(request, node, groups, form, clashes, edits if now else None),
        "form": form,
        "state": state_of(node) if form is not None else "",
        "frozen": still,
        "clashes": clashes,
        "refused": [*refused, *(form.non_field_errors() if wrong and form is not None else ())],
        "unsaved": wrong,
        "left": left if "lanjutkan" not in request.GET else {},
        "whose": digest_of_text(seat.account.code)[:_SESSION_LENGTH],
        "saved": [str(each) for each in messages.get_messages(request) if each.extra_tags == SAVED],
        "shown_day": "",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    status = HTTPStatus.CONFLICT if clashes else status
    return TemplateResponse(request, "renja/line.html", context, status=status)


def typed_part(
    request: HttpRequest, node: Node, groups: Sequence[Group], form: LineForm, kept: datetime | None
) -> TemplateResponse:
    """What changes on the page as somebody types: its first line and what is found, each under the id
    under which it stands on the page. kept: when the typing was kept; None where it has no keeping."""
    wrong = [] if form.is_valid() else [words for each in form.errors.values() for words in each]
    context = {
        "node": node,
        **_judged(request, node, groups, form, {}, list(form.changes())),
        "wrong": wrong,
        "kept": f"{timezone.localtime(kept):%H.%M}" if kept else "",
    }
    return TemplateResponse(request, "renja/typed.html", context)


def session_of(request: HttpRequest) -> str:
    """What the trail calls a session: not its key, by which one could enter."""
    return digest_of_text(str(request.session.session_key))[:_SESSION_LENGTH]


def line_as_of(request: HttpRequest, node: Node, asked: str) -> HttpResponse:
    """The line as it stood at the end of a day. A day that cannot be read is told."""
    try:
        day = read_day(asked)
    except ValidationError as wrong:
        page = line_page(request, node, refused=wrong.messages)
        page.status_code = HTTPStatus.BAD_REQUEST
        return page
    try:
        groups = groups_of(node, end_of(day))
    except Node.DoesNotExist:
        return _not_there_yet(request, node, day)
    context = {
        **_around(request, node),
        "answer": say("sebagaimana adanya pada {day}.", day=long_date(day)),
        "groups": [_told_group(group, None, {}, {}) for group in groups],
        "shown_day": long_date(day),
        "per": day.isoformat(),
    }
    return TemplateResponse(request, "renja/line.html", context)


def _not_there_yet(request: HttpRequest, node: Node, day: date) -> HttpResponse:
    came = history.came_in("node", node.pk)
    if came is None:
        absent = say("Kapan baris ini masuk ke rencana tidak tercatat.")
    else:
        since = long_date(timezone.localdate(came))
        absent = say("Baris ini masuk ke rencana pada {day}.", day=since)
    context = {
        **_around(request, node),
        "answer": say("belum ada pada {day}.", day=long_date(day)),
        "absent": absent,
        "per": day.isoformat(),
    }
    return TemplateResponse(request, "renja/line.html", context)


def _judged(
    request: HttpRequest,
    node: Node,
    groups: Sequence[Group],
    form: LineForm | None,
    clashes: Mapping[str, telling.ToldClash],
    edits: Sequence[Edit] | None,
) -> dict[str, Any]:
    """What the page says of the findings, in its first line, beside each field and above them. edits:
    judged as if they were saved; None where the reader changes nothing and the last run speaks."""
    found = telling.found_on(node, request.seat, edits)
    counts = Counter(telling.state_of(each) for each in found)
    at, elsewhere = telling.at_fields(found, [cell for group in groups for cell in group.cells])
    checked = edits is not None or CheckRun.objects.exists()
    return {
        "answer": telling.answer(counts, checked=checked),
        "groups": [_told_group(group, form, at, clashes) for group in groups],
        "elsewhere": elsewhere,
    }


def _around(request: HttpRequest, node: Node) -> dict[str, Any]:
    mark, words = telling.state_of_plan(node.plan)
    return {
        "node": node,
        "links": telling.way_to(node, request.seat),
        "plan": node.plan,
        "plan_name": telling.name_of_plan(node.plan),
        "plan_mark": mark,
        "plan_words": words,
        "per": "",
        "steps": steps(node),
        "is_a_line": node.level == "sub_kegiatan",
        "tags": [(say(NAMES[each.kind]), each) for each in node.tags.order_by("kind", "code")],
        "tagged": TAGGED,
        "measured": node.indicators.order_by("pk"),
        "paid": [(each.key, named(each)) for each in node.allocations.select_related("node")],
        "blocking": State.BLOCKING,
        "locked": State.LOCKED,
    }


def _told_group(
    group: Group,
    form: LineForm | None,
    at: Mapping[str, Sequence[telling.Told]],
    clashes: Mapping[str, telling.ToldClash],
) -> tuple[Group, list[Row]]:
    return group, [
        Row(
            cell,
            form[cell.name] if form is not None else None,
            form[cell.name + SEEN] if form is not None else None,
            at.get(cell.name, ()),
            clashes.get(cell.name),
        )
        for cell in group.cells
    ]
