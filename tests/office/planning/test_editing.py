"""One line is edited: by two people at once, while it is typed, and so that what was stays known."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry
from kawal.base.audit.verify import verify
from kawal.base.organisation.models import Office
from kawal.base.organisation.region import set_region
from kawal.engine.generator.regency import sample_regency
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.package import digest_of
from kawal.office.planning import history
from kawal.office.planning.actions import (
    Conflict,
    autosave,
    choose_support,
    edit_indicator,
    edit_node,
    keep,
    left_behind,
    send_back,
    set_amount,
    set_target,
    submit,
)
from kawal.office.planning.exchange import give_out, take_in
from kawal.office.planning.models import (
    Allocation,
    Indicator,
    Node,
    Plan,
    Support,
    Target,
    Typed,
)

pytestmark = pytest.mark.django_db
HERE = Actor(account="satu", office="perencana-01", office_label="Perencana Satu")
THERE = Actor(account="dua", office="perencana-02", office_label="Perencana Dua")


@pytest.fixture(scope="module")
def regency() -> Snapshot:
    return sample_regency(opd=2, seed=3)


@pytest.fixture(autouse=True)
def book(regency: Snapshot, sekda: Actor) -> None:
    set_region(code="33.28", name="Kabupaten Tegal", seat="Slawi", by=sekda)
    take_in(snapshot=regency, by=sekda)


@pytest.fixture
def line() -> Node:
    """A line of the Renja 2021, which is in draft."""
    return Node.objects.filter(
        level="sub_kegiatan", plan__kind="renja", plan__first_year=2021, indicators__isnull=False,
        allocations__isnull=False,
    ).first()  # fmt: skip


@pytest.fixture
def locked() -> Node:
    return Node.objects.filter(plan__locked=True, indicators__isnull=False).first()


def last() -> Entry:
    return Entry.objects.order_by("-sequence")[0]


def titled(node: Node, title: str, seen: str, by: Actor = HERE) -> Node:
    return edit_node(node=node, values={"title": title}, seen={"title": seen}, session="s", by=by)


def test_an_edit_writes_the_field_and_a_line_without_its_words(line: Node) -> None:
    lines = Entry.objects.count()
    titled(line, "Judul baru", line.title)
    line.refresh_from_db()

    assert line.title == "Judul baru"
    assert Entry.objects.count() == lines + 1
    assert (last().action, last().subject_key) == ("planning.edit_node", line.pk)
    assert "Judul baru" not in last().change
    assert last().subject_label == line.code
    assert json.loads(last().change)["field"] == "title"
    assert verify().broken is None


def test_the_second_of_two_sees_who_changed_what_and_nothing_is_written(line: Node) -> None:
    seen = line.title
    titled(line, "Oleh dua", seen, THERE)
    lines = Entry.objects.count()
    with pytest.raises(Conflict) as told:
        edit_node(
            node=line, values={"title": "Oleh satu", "location": "Slawi"},
            seen={"title": seen, "location": line.location}, session="s", by=HERE,
        )  # fmt: skip
    (clash,) = told.value.clashes

    assert (clash.field, clash.stands, clash.wanted) == ("title", "Oleh dua", "Oleh satu")
    assert clash.changed is not None
    assert (clash.changed.office_label, clash.changed.at) == ("Perencana Dua", last().recorded_at)
    assert Node.objects.get(pk=line.pk).location == line.location
    assert Entry.objects.count() == lines

    titled(line, "Oleh satu", clash.stands)
    assert Node.objects.get(pk=line.pk).title == "Oleh satu"


def test_two_who_change_different_fields_do_not_meet(line: Node) -> None:
    titled(line, "Oleh dua", line.title, THERE)
    edit_node(
        node=line, values={"location": "Slawi"}, seen={"location": line.location}, session="s",
        by=HERE,
    )  # fmt: skip

    found = Node.objects.get(pk=line.pk)
    assert (found.title, found.location) == ("Oleh dua", "Slawi")


def test_both_who_write_the_same_agree(line: Node) -> None:
    seen = line.title
    titled(line, "Sama", seen, THERE)
    lines = Entry.objects.count()
    titled(line, "Sama", seen, HERE)

    assert Entry.objects.count() == lines


def test_a_locked_plan_refuses_every_edit_and_says_since_when(locked: Node) -> None:
    measured = locked.indicators.first()
    money = Allocation.objects.filter(node__plan__locked=True).first()
    lines = Entry.objects.count()
    edits = (
        lambda: titled(locked, "x", locked.title),
        lambda: edit_indicator(
            indicator=measured, values={"name": "x"}, seen={"name": measured.name}, session="s",
            by=HERE,
        ),
        lambda: set_target(indicator=measured, year=2021, text="9", seen="", session="s", by=HERE),
        lambda: set_amount(allocation=money, amount=1, seen=money.amount, session="s", by=HERE),
        lambda: choose_support(node=locked, above={}, seen={}, session="s", by=HERE),
        lambda: autosave(
            table="node", key=locked.pk, field="title", text="x", seen="", session="s", by=HERE
        ),
    )  # fmt: skip
    for edit in edits:
        with pytest.raises(ValidationError, match="sudah dikunci sejak"):
            edit()
    assert Entry.objects.count() == lines


def test_a_submitted_plan_stands_still_until_it_is_sent_back(line: Node, sekda: Actor) -> None:
    Office.objects.create(code="sekda", name="Sekretaris Daerah", role=Office.Role.SEKDA)
    submit(plan=line.plan, by=HERE)
    measured, money = line.indicators.first(), line.allocations.first()
    lines = Entry.objects.count()
    edits = (
        lambda: titled(line, "x", line.title),
        lambda: edit_indicator(
            indicator=measured, values={"name": "x"}, seen={"name": measured.name}, session="s",
            by=HERE,
        ),
        lambda: set_target(indicator=measured, year=2021, text="9", seen="", session="s", by=HERE),
        lambda: set_amount(allocation=money, amount=1, seen=money.amount, session="s", by=HERE),
        lambda: choose_support(node=line, above={}, seen={}, session="s", by=HERE),
        lambda: autosave(
            table="node", key=line.pk, field="title", text="x", seen="", session="s", by=HERE
        ),
    )  # fmt: skip
    for edit in edits:
        with pytest.raises(ValidationError, match="sudah diajukan sejak"):
            edit()
    assert Entry.objects.count() == lines
    send_back(plan=line.plan, reason="Belum lengkap", by=sekda)
    titled(line, "Judul baru", line.title)

    assert Node.objects.get(pk=line.pk).title == "Judul baru"


def test_an_amount_changed_twice_is_read_as_of_each_moment(line: Node) -> None:
    money = line.allocations.first()
    stood = [(last().recorded_at, digest_of(give_out()))]
    for amount, by in ((700, HERE), (None, THERE)):
        now = Allocation.objects.get(key=money.key)
        set_amount(allocation=now, amount=amount, seen=now.amount, session="s", by=by)
        stood.append((last().recorded_at, digest_of(give_out())))

    assert len({digest for _, digest in stood}) == 3
    assert [digest_of(give_out(as_of=moment)) for moment, _ in stood] == [
        digest for _, digest in stood
    ]
    told = history.of_allocation(money.key)
    assert [each.figure.amount for each in told] == [money.amount, 700, None]
    assert [each.office for each in told] == ["sekda", HERE.office, THERE.office]
    assert [each.superseded_at for each in told] == [
        told[1].recorded_at, told[2].recorded_at, None,
    ]  # fmt: skip


def test_a_target_has_its_history_and_its_number_follows_from_its_text(line: Node) -> None:
    measured = line.indicators.first()
    was = Target.objects.filter(indicator=measured, quarter=0).first()
    set_target(
        indicator=measured, year=was.year, text="87,5 %", seen=was.text, session="s", by=HERE
    )
    with pytest.raises(Conflict):
        set_target(
            indicator=measured, year=was.year, text="88", seen=was.text, session="s", by=THERE
        )
    told = history.of_target(measured.pk, was.year)

    assert [each.figure.text for each in told] == [was.text, "87,5 %"]
    assert told[1].figure.value == Decimal("87.5")
    assert told[1].office_label == "Perencana Satu"


def test_an_amount_that_another_changed_is_a_conflict(line: Node) -> None:
    money = line.allocations.first()
    set_amount(allocation=money, amount=700, seen=money.amount, session="s", by=THERE)
    with pytest.raises(Conflict) as told:
        set_amount(allocation=money, amount=800, seen=money.amount, session="s", by=HERE)

    assert told.value.clashes[0].changed.office == THERE.office
    assert Allocation.objects.get(key=money.key).amount == 700


def test_words_too_can_be_read_as_of_a_moment(line: Node) -> None:
    before, moment = digest_of(give_out()), last().recorded_at
    titled(line, "Judul baru", line.title)
    measured = line.indicators.first()
    edit_indicator(
        indicator=measured, values={"name": "Lain", "baseline_text": "12 orang"},
        seen={"name": measured.name, "baseline_text": measured.baseline_text}, session="s",
        by=HERE,
    )  # fmt: skip

    assert Indicator.objects.get(pk=measured.pk).baseline == 12
    assert digest_of(give_out()) != before
    assert digest_of(give_out(as_of=moment)) == before


def test_what_is_served_is_chosen_from_the_book_of_the_region() -> None:
    node = Node.objects.filter(supports__isnull=False, plan__locked=False).first()
    seen = dict(node.supports.values_list("above", "kind"))
    before, moment = digest_of(give_out()), last().recorded_at
    other = Node.objects.filter(plan__kind="rpjmd", level="sasaran").exclude(pk__in=seen).first()
    choose_support(node=node, above={other.pk: "utama"}, seen=seen, session="s", by=HERE)

    assert dict(node.supports.values_list("above", "kind")) == {other.pk: "utama"}
    assert digest_of(give_out(as_of=moment)) == before
    with pytest.raises(Conflict):
        choose_support(node=node, above={}, seen=seen, session="s", by=THERE)
    with pytest.raises(ValidationError, match="tidak ada dalam rencana daerah"):
        choose_support(
            node=node, above={node.pk: "utama"}, seen={other.pk: "utama"}, session="s", by=HERE
        )
    assert Support.objects.filter(node=node).count() == 1


def typed(line: Node, text: str, session: str = "s") -> Typed:
    return autosave(
        table="node", key=line.pk, field="title", text=text, seen=line.title, session=session,
        by=HERE,
    )  # fmt: skip


def test_typing_is_safe_at_once_and_makes_one_line_per_field_and_session(line: Node) -> None:
    lines, title = Entry.objects.count(), line.title
    for text in ("J", "Ju", "Jud", "Judul baru"):
        typed(line, text)
    assert Entry.objects.count() == lines
    assert Node.objects.get(pk=line.pk).title == title
    assert [each.text for each in left_behind("satu")] == ["Judul baru"]

    assert keep(session="s", by=HERE) == 1
    assert Entry.objects.count() == lines + 1
    assert Node.objects.get(pk=line.pk).title == "Judul baru"
    assert not Typed.objects.exists()


def test_typing_that_meets_anothers_change_stays_until_somebody_chooses(line: Node) -> None:
    typed(line, "Judul baru")
    titled(line, "Oleh dua", line.title, THERE)
    with pytest.raises(Conflict):
        keep(session="s", by=HERE)

    assert Node.objects.get(pk=line.pk).title == "Oleh dua"
    assert [each.text for each in left_behind("satu")] == ["Judul baru"]


def test_a_unit_of_another_opd_and_a_word_outside_the_choices_are_refused(line: Node) -> None:
    other = give_out().tables["unit"]
    unit = next(
        row["id"] for row in other.iter_rows(named=True) if row["opd"] != line.plan.opd.number
    )
    with pytest.raises(ValidationError, match="bukan unit OPD ini"):
        edit_node(node=line, values={"unit": unit}, seen={"unit": ""}, session="s", by=HERE)
    measured = line.indicators.first()
    with pytest.raises(ValidationError, match="Pilihan: naik, turun"):
        edit_indicator(
            indicator=measured, values={"direction": "miring"},
            seen={"direction": measured.direction}, session="s", by=HERE,
        )  # fmt: skip


def test_a_plan_is_submitted_and_sent_back_with_a_reason(line: Node, sekda: Actor) -> None:
    Office.objects.create(code="sekda", name="Sekretaris Daerah", role=Office.Role.SEKDA)
    plan = line.plan
    assert plan in Plan.objects.drafts()
    submit(plan=plan, by=HERE)
    assert plan not in Plan.objects.drafts()
    with pytest.raises(ValidationError, match="sudah diajukan"):
        submit(plan=plan, by=HERE)
    with pytest.raises(ValidationError, match="dikembalikan oleh Sekretariat"):
        send_back(plan=plan, reason="x", by=HERE)
    with pytest.raises(ValidationError, match="alasannya"):
        send_back(plan=plan, reason=" ", by=sekda)
    send_back(plan=plan, reason="Belum lengkap", by=sekda)

    assert plan in Plan.objects.drafts()
    assert last().action == "planning.send_back"
    assert "Belum lengkap" not in last().change


def a_draft_of_the_region() -> Plan:
    Plan.objects.filter(kind="rkpd").update(locked=False)
    return Plan.objects.get(kind="rkpd")


def test_only_a_plan_of_an_opd_is_submitted_and_a_locked_one_is_no_draft() -> None:
    with pytest.raises(ValidationError, match="milik daerah"):
        submit(plan=a_draft_of_the_region(), by=HERE)
    assert not Plan.objects.drafts().filter(locked=True).exists()
    assert not Plan.objects.drafts().filter(opd=None).exists()


def test_a_sum_with_a_silent_part_is_not_known(line: Node) -> None:
    lines = Allocation.objects.filter(node__plan=line.plan).of_lines()
    known = lines.sums("node_id")[line.pk]
    assert known == sum(each.amount for each in line.allocations.filter(year=2021))

    set_amount(
        allocation=line.allocations.filter(year=2021).first(), amount=None,
        seen=line.allocations.filter(year=2021).first().amount, session="s", by=HERE,
    )  # fmt: skip
    assert lines.sums("node_id")[line.pk] is None
    assert lines.sums("node__plan", "node__parent")[line.plan_id, line.parent_id] is None
