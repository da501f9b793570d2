"""The totals that a file printed follow the amounts below them, as long as they agreed with them."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry
from kawal.base.audit.verify import verify
from kawal.base.organisation.region import set_region
from kawal.engine.generator.regency import sample_regency
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.package import digest_of
from kawal.office.planning import growing
from kawal.office.planning.actions import set_amount
from kawal.office.planning.exchange import Typing, give_out, take_in, with_typed
from kawal.office.planning.models import Allocation, Node, Plan
from kawal.office.planning.totals import sum_below, take_sum

pytestmark = pytest.mark.django_db
HERE = Actor(account="satu", office="perencana-01", office_label="Perencana Satu")
MORE = 5_000_000_00


@pytest.fixture(scope="module")
def regency() -> Snapshot:
    return sample_regency(opd=2, seed=3)


@pytest.fixture(autouse=True)
def book(regency: Snapshot, sekda: Actor) -> None:
    set_region(code="33.28", name="Kabupaten Tegal", seat="Slawi", by=sekda)
    take_in(snapshot=regency, by=sekda)


@pytest.fixture
def line() -> Node:
    """A line of a draft, below a kegiatan and a programme whose totals are printed and right."""
    found = Node.objects.filter(
        level="sub_kegiatan", plan__kind="renja", plan__first_year=2021,
        allocations__year=2021, parent__stated_total__isnull=False,
        parent__parent__stated_total__isnull=False,
    )  # fmt: skip
    return next(
        each
        for each in found
        if all(node.stated_total == sum_below(node) for node in (each.parent, each.parent.parent))
    )


def money_of(line: Node) -> Allocation:
    return line.allocations.filter(year=2021).order_by("key").first()


def change(line: Node, amount: int | None) -> None:
    money = money_of(line)
    set_amount(allocation=money, amount=amount, seen=money.amount, session="s", by=HERE)


def printed(line: Node) -> list[int | None]:
    """Of its kegiatan and its programme."""
    above = Node.objects.get(pk=line.parent_id)
    return [above.stated_total, Node.objects.get(pk=above.parent_id).stated_total]


def print_otherwise(node: Node, total: int) -> None:
    Node.objects.filter(pk=node.pk).update(stated_total=total)


def lines_after(sequence: int) -> list[Entry]:
    return list(Entry.objects.filter(sequence__gt=sequence).order_by("sequence"))


def last() -> Entry:
    return Entry.objects.order_by("-sequence")[0]


def test_totals_that_agreed_follow_the_amount_each_with_its_line_in_the_trail(line: Node) -> None:
    kegiatan, programme = printed(line)
    before = last()
    change(line, money_of(line).amount + MORE)

    assert printed(line) == [kegiatan + MORE, programme + MORE]
    first, *rest = lines_after(before.sequence)
    assert first.action == "planning.set_allocation"
    assert [(each.action, each.subject_key) for each in rest] == [
        ("planning.set_total", line.parent_id),
        ("planning.set_total", line.parent.parent_id),
    ]
    told = json.loads(rest[0].change)
    assert (told["before"], told["after"], told["unit"]) == (kegiatan, kegiatan + MORE, "sen")
    assert verify().broken is None


def test_what_was_printed_is_known_as_of_before(line: Node) -> None:
    moment, was = last().recorded_at, digest_of(give_out())
    change(line, money_of(line).amount + MORE)

    assert digest_of(give_out()) != was
    assert digest_of(give_out(as_of=moment)) == was


def test_a_total_that_did_not_agree_stays_as_the_file_printed_it(line: Node) -> None:
    kegiatan, programme = printed(line)
    print_otherwise(line.parent, kegiatan + 1)
    change(line, money_of(line).amount + MORE)

    assert printed(line) == [kegiatan + 1, programme + MORE]


def test_an_amount_of_another_year_moves_no_total(line: Node) -> None:
    before = printed(line)
    growing.add_allocation(
        node=line, year=2022, fund="Dana Desa", amount=MORE, seen=growing.state_of(line), by=HERE
    )

    assert printed(line) == before


def test_an_amount_that_is_not_known_leaves_the_total_alone(line: Node) -> None:
    before = printed(line)
    change(line, None)

    assert printed(line) == before
    assert sum_below(line.parent) is None


def test_a_new_amount_and_a_line_taken_out_move_the_totals_too(line: Node) -> None:
    kegiatan, programme = printed(line)
    growing.add_allocation(
        node=line, year=2021, fund="Dana Desa", amount=MORE, seen=growing.state_of(line), by=HERE
    )
    assert printed(line) == [kegiatan + MORE, programme + MORE]

    own = sum(each.amount for each in line.allocations.filter(year=2021))
    before = last()
    growing.withdraw_line(node=line, reason="Digabung.", seen=growing.state_of(line), by=HERE)
    assert printed(line) == [kegiatan + MORE - own, programme + MORE - own]
    assert [each.action for each in lines_after(before.sequence)] == [
        "planning.withdraw_node", "planning.set_total", "planning.set_total",
    ]  # fmt: skip


def test_while_it_is_typed_the_totals_are_judged_as_saving_would_leave_them(line: Node) -> None:
    money = money_of(line)
    typed = with_typed(give_out(), [Typing("allocation", money.key, "amount", money.amount + MORE)])
    change(line, money.amount + MORE)

    assert typed.frame("node").equals(give_out().frame("node"))


def test_who_takes_the_sum_makes_the_printed_total_that_sum(line: Node) -> None:
    kegiatan, _ = printed(line)
    print_otherwise(line.parent, kegiatan + 1)
    before = last()
    take_sum(node=line.parent, seen=kegiatan, by=HERE)

    assert printed(line)[0] == kegiatan
    (told,) = lines_after(before.sequence)
    assert (told.action, told.subject_key) == ("planning.set_total", line.parent_id)


def test_a_sum_that_moved_meanwhile_or_is_not_known_is_not_taken(line: Node) -> None:
    kegiatan, _ = printed(line)
    print_otherwise(line.parent, kegiatan + 1)
    with pytest.raises(ValidationError, match="berubah sesudah halaman ini"):
        take_sum(node=line.parent, seen=kegiatan - 1, by=HERE)
    change(line, None)
    with pytest.raises(ValidationError, match="belum diketahui"):
        take_sum(node=line.parent, seen=kegiatan, by=HERE)

    assert printed(line)[0] == kegiatan + 1


def test_a_locked_plan_keeps_what_was_printed(line: Node) -> None:
    kegiatan, _ = printed(line)
    print_otherwise(line.parent, kegiatan + 1)
    Plan.objects.filter(pk=line.plan_id).update(locked=True)
    with pytest.raises(ValidationError, match="dikunci"):
        take_sum(node=Node.objects.get(pk=line.parent_id), seen=kegiatan, by=HERE)
