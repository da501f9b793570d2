"""For every address with something in it: which record to ask for, of one OPD or of another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from kawal.base.organisation.clock import now, today
from kawal.base.organisation.models import Office, Opd, Unit
from kawal.base.work.models import Task
from kawal.office.book.models import Change, Partnership
from kawal.office.findings.models import Finding
from kawal.office.imports.models import Upload
from kawal.office.planning.models import Indicator, Node
from kawal.office.sharing.actions import RECIPIENTS
from kawal.office.sharing.models import Share

OWN, OTHER = "05", "20"
"""The OPD of the offices that walk, which the first assistant stands behind; and one of another's."""


@dataclass(frozen=True)
class Address:
    """belongs_to_an_opd: whether what it leads to is one OPD's."""

    url: str
    belongs_to_an_opd: bool


def _finding(opd: str) -> list[object]:
    """A finding of that OPD that stands in no draft."""
    told = {
        "table": "opd", "opd": Opd.objects.get(number=opd), "blocking": False, "outcome": "gagal",
        "message": "Belum ada inovasi.", "fix": "Usulkan.", "owner": "Kepala OPD",
        "field": "innovation.accepted",
    }  # fmt: skip
    finding, made = Finding.objects.get_or_create(rule="ARAH-01", key=f"{opd}|uji", defaults=told)
    if made:
        finding.spells.create(opened_at=now())
    return [finding.pk]


def _upload(opd: str) -> list[object]:
    """A file that the planner of that OPD brought, ready to be applied."""
    upload, _ = Upload.objects.get_or_create(
        token=opd.rjust(32, "0"), defaults={
            "name": "uji.zip", "size": 1, "opd": Opd.objects.get(number=opd), "state": "dibuang",
            "findings": {"offices": [], "rules": [], "unknown_rules": [], "notes": [],
                         "blocking": 0, "warnings": 0, "unknown": 0, "assessed": 0},
        },
    )  # fmt: skip
    return [upload.pk]


def _task(opd: str) -> list[object]:
    """Something that the head of that OPD has to do."""
    head = Office.objects.get(code=f"kepala-{opd}")
    task, _ = Task.objects.get_or_create(
        office=head, origin_kind="findings.finding", origin_key=str(_finding(opd)[0]),
        defaults={"title": "Lengkapi inovasi", "opened_on": today(), "due_on": today()},
    )  # fmt: skip
    return [task.pk]


def _unit(opd: str) -> list[object]:
    """A unit of that OPD."""
    told = {"opd": Opd.objects.get(number=opd), "name": "Bidang Uji"}
    return [Unit.objects.get_or_create(code=f"{opd}-uji", defaults=told)[0].pk]


def _share(opd: str) -> Share:
    """The page of that OPD, shared with an office outside."""
    office = Office.objects.get(code="komisi-i")
    told = {"opd": Opd.objects.get(number=opd), "since": today(), "given_by": "Sekda"}
    return Share.objects.get_or_create(office=office, withdrawn_at=None, plan=None, **told)[0]


def _shared_opd(opd: str) -> list[object]:
    """The page of OWN is shared with every office outside, that of OTHER with none."""
    if opd == OWN:
        for office in Office.objects.filter(role__in=RECIPIENTS):
            of = Opd.objects.get(number=opd)
            Share.objects.get_or_create(
                office=office, opd=of, withdrawn_at=None, defaults={"since": today()}
            )
    return [opd]


def _shared_plan(opd: str) -> list[object]:
    """So is its Renja."""
    plan = _line(opd).plan
    if opd == OWN:
        for office in Office.objects.filter(role__in=RECIPIENTS):
            Share.objects.get_or_create(
                office=office, plan=plan, withdrawn_at=None, defaults={"since": today()}
            )
    return [plan.pk]


def _line(opd: str) -> Node:
    """A line of that OPD's submitted Renja, with money and with a measure."""
    lines = Node.objects.filter(plan__kind="renja", plan__opd__number=opd, level="sub_kegiatan")
    submitted = lines.filter(plan__first_year=2021, plan__submitted_at__isnull=False)
    found = submitted.filter(indicators__targets__isnull=False, allocations__isnull=False).first()
    assert found is not None
    return found


def _promise(level: str) -> Node:
    """A node of the RPJMD, which is every office's, with something measured on it."""
    found = Node.objects.filter(plan__kind="rpjmd", level=level, indicators__isnull=False).first()
    assert found is not None
    return found


def _promised_by(opd: str) -> Indicator:
    """What an OPD is promised to reach, in the RPJMD."""
    promised = Indicator.objects.filter(node__plan__kind="rpjmd", node__opd__number=opd)
    found = promised.order_by("pk").first()
    assert found is not None
    return found


def _change(opd: str) -> list[object]:
    """A proposal to word that otherwise."""
    promise = _promised_by(opd)
    told = {
        "plan": promise.node.plan_id, "opd": promise.node.opd, "was": promise.name,
        "text": "Persentase uji", "reason": "Uji", "filed_on": today(),
        "office": Office.objects.get(code=f"kepala-{opd}"),
    }  # fmt: skip
    return [Change.objects.get_or_create(indicator=promise.pk, defaults=told)[0].pk]


def _partnership(opd: str) -> list[object]:
    """What the one pair of that OPD with itself is about, as good as any."""
    own = Opd.objects.get(number=opd)
    kept = Partnership.objects.filter(one_opd=own).first()
    if kept is None:
        task = Task.objects.create(
            office=Office.objects.get(code=f"kepala-{opd}"), title="Kerja sama", opened_on=today(),
            origin_kind="book.partnership", origin_key=f"uji-{opd}", due_on=today(),
        )  # fmt: skip
        kept = Partnership.objects.create(
            key=f"uji-{opd}", table="node", one="a", other="b", one_text="A", other_text="B",
            one_opd=own, other_opd=own, score=90, why="uji", asked_on=today(), task=task,
        )  # fmt: skip
    return [kept.key]


def _target(opd: str) -> list[object]:
    """Of the whole year."""
    indicator = _line(opd).indicators.filter(targets__isnull=False).first()
    return [2021, 0, indicator.pk]


RECORDS: dict[str, Callable[[str], list[object]]] = {
    "desk:opd": lambda opd: [opd],
    "book:alignment_office": lambda opd: [opd],
    "book:take": lambda opd: [_line(opd).indicators.first().pk],
    "book:evaluation": lambda opd: [_line(opd).indicators.first().pk],
    "book:propose_change": lambda opd: [_promised_by(opd).pk],
    "book:change": _change,
    **{f"book:{view}": _partnership for view in ("partner", "ask_partner", "answer_partner")},
    "book:decide_change": _change,
    "book:node": lambda _: [_promise("program").pk],
    "book:indicator": lambda _: [_promise("sasaran").indicators.first().pk],
    "desk:task": _task,
    "desk:remind": _task,
    **{
        f"findings:{view}": _finding
        for view in ("one", "answer", "accept", "send_back", "waive", "withdraw", "take_sum")
    },
    **{
        f"renja:{view}": lambda opd: [_line(opd).pk]
        for view in (
            "line",
            "typing",
            "add_indicator",
            "add_amount",
            "add_tag",
            "remove_tag",
            "withdraw_line",
        )
    },
    "renja:amount": lambda opd: [_line(opd).allocations.first().key],
    "renja:target": _target,
    "renja:words": lambda opd: ["node", "title", _line(opd).pk],
    "renja:withdraw_amount": lambda opd: [_line(opd).allocations.first().key],
    "renja:withdraw_indicator": lambda opd: [_target(opd)[2]],
    "renja:retire": lambda opd: [_target(opd)[2]],
    "renja:add_line": lambda opd: [_line(opd).plan_id],
    **{
        f"renja:{view}": lambda opd: [_line(opd).plan_id]
        for view in (
            "plan",
            "export",
            "submit",
            "lock",
            "send_back",
            "grid",
            "grid_check",
            "grid_save",
        )
    },
    **{
        f"register:{view}": lambda opd: [Office.objects.get(code=f"kepala-{opd}").pk]
        for view in ("office", "appoint", "end", "create_account", "reset", "close_account")
    },
    **{
        f"register:{view}": lambda opd: [Opd.objects.get(number=opd).pk]
        for view in ("opd", "add_unit", "found")
    },
    "register:unit": _unit,
    "sharing:withdraw": lambda opd: [_share(opd).pk],
    "desk:shared_opd": _shared_opd,
    "desk:shared_plan": _shared_plan,
    **{f"imports:{view}": _upload for view in ("show", "check", "apply", "discard")},
}
"""View by view, what stands in its address for that OPD."""
FORMS: dict[str, Callable[[str], dict[str, str]]] = {
    "organisation:wear": lambda office: {"office": office}
}
"""View by view, what a form that its page would have sent holds, by the office of the reader."""
PLAIN: dict[str, list[object]] = {
    "book:word": [1], "book:choose_measures": [1],
    "ui:stylesheet": ["abc"], "ui:logo": ["abc"],
    "openid_connect_login": ["kantor"], "openid_connect_callback": ["kantor"],
}  # fmt: skip
"""Views whose address holds something that is no OPD's."""


def address(view: str, opd: str) -> Address:
    """Where the view lies for a record of that OPD."""
    if view in RECORDS:
        return Address(reverse(view, args=RECORDS[view](opd)), True)
    return Address(reverse(view, args=PLAIN.get(view, [])), False)
