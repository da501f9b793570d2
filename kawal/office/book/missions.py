"""*Misi kita adalah misi semuanya*: which OPD carries which misi, mainly or in support."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kawal.base.organisation.models import Opd
from kawal.office.book.reading import Branch, Reading
from kawal.office.planning.models import Node, Plan, Support


@dataclass(frozen=True)
class Role:
    """How an OPD carries a misi: with how many programmes of the RPJMD mainly, and with how many of
    its plan in support."""

    main: int
    support: int

    @property
    def none(self) -> bool:
        return not self.main and not self.support


@dataclass(frozen=True)
class Carried:
    """An OPD with its role for every misi, in their order."""

    opd: Opd
    roles: Sequence[Role]

    @property
    def none(self) -> bool:
        return all(role.none for role in self.roles)


@dataclass(frozen=True)
class Matrix:
    """missions: from the first to the last; rows: every OPD in the official order."""

    missions: Sequence[Node]
    rows: Sequence[Carried]

    @property
    def idle(self) -> list[Opd]:
        """OPD that carry no misi."""
        return [row.opd for row in self.rows if row.none]

    @property
    def forsaken(self) -> list[Node]:
        """Misi that no OPD carries."""
        columns = zip(*(row.roles for row in self.rows), strict=True)
        found = [all(role.none for role in column) for column in columns] or [True] * len(
            self.missions
        )
        return [misi for misi, none in zip(self.missions, found, strict=True) if none]


def matrix(reading: Reading, opds: Sequence[Opd], renja: Sequence[Plan]) -> Matrix:
    """Who carries which misi. renja: plans whose supporting links are counted."""
    branches = [
        each for root in reading.roots for each in root.children if each.node.level == "misi"
    ]
    home = _home(branches)
    main: Counter[tuple[int | None, str]] = Counter(
        (each.node.opd_id, home[each.node.pk])
        for each in _below(branches)
        if each.node.level == "program"
    )
    helping: Counter[tuple[int | None, str]] = Counter(
        (opd, home[above]) for opd, above in _supports(reading.plan, renja) if above in home
    )
    missions = [each.node for each in branches]
    return Matrix(
        missions,
        [
            Carried(
                opd,
                [Role(main[opd.pk, misi.pk], helping[opd.pk, misi.pk]) for misi in missions],
            )
            for opd in opds
        ],
    )


def _home(branches: Iterable[Branch]) -> Mapping[str, str]:
    """Every node below a misi with the misi's id."""
    return {each.node.pk: branch.node.pk for branch in branches for each in branch.whole()}


def _below(branches: Iterable[Branch]) -> Iterable[Branch]:
    return (each for branch in branches for each in branch.whole())


def _supports(plan: Plan, renja: Sequence[Plan]) -> Iterable[tuple[int | None, str]]:
    links = Support.objects.filter(node__plan__in=renja, above__plan=plan, kind="pendukung")
    return links.values_list("node__plan__opd", "above")
