"""What a rule is: a value that names what it judges, by which law, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as initial
from datetime import date
from enum import Enum
from functools import cached_property

from kawal.engine import regulations
from kawal.engine.checks.expr import Expr
from kawal.engine.checks.subject import Source, Subject


class Outcome(Enum):
    """The five honest outcomes of one rule on one subject."""

    PASSED = "lolos"
    FAILED = "gagal"
    UNKNOWN = "tidak dapat dinilai"
    NOT_APPLICABLE = "tidak berlaku"
    WAIVED = "dikecualikan"


class Severity(Enum):
    """BLOCKING stops the lock and warns at submission; neither ever stops saving."""

    BLOCKING = "menghalangi"
    WARNING = "peringatan"


class Office(Enum):
    """Who must act. A person never stands here: people change office, the office stays."""

    OPD_HEAD = "Kepala OPD"
    PLANNER = "Kepala OPD, untuk RPJMD Kepala Bappeda"
    SEKDA = "Sekretaris Daerah"
    BAPPEDA = "Kepala Bappeda"
    BPKAD = "Kepala BPKAD"


@dataclass(frozen=True)
class LegalBasis:
    regulation: str
    article: str = ""

    def __str__(self) -> str:
        return f"{self.regulation}, {self.article}" if self.article else self.regulation


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule:
    """One rule of law over one kind of subject.

    applies: whom it concerns, as questions asked one after another; the first answered no makes
    the rule *tidak berlaku*, whatever is missing for the later ones. holds: what must be true.
    since/until: the years of plans that it judges, by the plan's year. field: `table.column` to
    open for mending. message and fix may name any column of the subject: `{pagu:rupiah}`,
    `{growth:kenaikan}`. shows: columns that message or fix name beyond those that decide.
    judges: what is judged, where that is narrower than the subject.
    empty: what a subject without any row means. beside: what else must be given where something
    that the rule needs is not.

    Raises ValueError at definition when it names a column that its subject does not give, and
    KeyError for a provision that no regulation has.
    """

    code: str
    title: str
    basis: LegalBasis
    severity: Severity
    owner: Office
    since: date
    subject: Subject
    holds: Expr
    field: str
    message: str
    fix: str
    applies: tuple[Expr, ...] = ()
    until: date | None = None
    shows: tuple[str, ...] = ()
    empty: Outcome = Outcome.UNKNOWN
    note: str = ""
    judges: str = ""
    beside: Source | None = None
    numbers: tuple[str, ...] = initial(init=False)

    def __post_init__(self) -> None:
        numbers = frozenset().union(*(each.numbers() for each in self.questions))
        for key in numbers:
            regulations.history(key)
        unknown = sorted(self.columns - self.subject.gives)
        if unknown:
            raise ValueError(f"{self.code}: {self.subject.name} tidak memberi {', '.join(unknown)}")
        object.__setattr__(self, "numbers", tuple(sorted(numbers)))

    @property
    def judged(self) -> str:
        """What is judged, as people read it."""
        return self.judges or self.subject.title

    @cached_property
    def questions(self) -> tuple[Expr, ...]:
        """Everything that is asked, in order; what must hold comes last."""
        return (*self.applies, self.holds)

    @cached_property
    def columns(self) -> frozenset[str]:
        """Every column of the subject that the rule reads, to decide or to tell."""
        return self.deciding | frozenset(self.shows)

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The columns that decide, by value or by presence."""
        return frozenset().union(
            *(each.needed() | each.judged_for_presence() for each in self.questions)
        )

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Every `table` or `table.column` without which the rule cannot decide."""
        subject = self.subject
        fields = {field for part in subject.parts_for(self.deciding) for field in part.needs}
        fields |= {given.field for given in subject.own if given.name in self.deciding}
        return tuple(sorted({*subject.base, *fields}))

    @cached_property
    def presence_fields(self) -> frozenset[str]:
        """`table.column` of every cell whose absence is itself the fault that the rule judges."""
        judged = frozenset().union(*(each.judged_for_presence() for each in self.questions))
        own = frozenset(self.subject.column(name).field for name in judged)
        parts = self.subject.parts_for(self.columns)
        return own.union(*(part.presence for part in parts))
