"""What every form of the report says, worked out once and free of layout.

A view is made and laid out in one language: the one in force (`shared/language.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import polars as pl

from kawal.engine.checks.expr import number_column
from kawal.engine.checks.finding import Finding
from kawal.engine.checks.result import OfficeCount, Result
from kawal.engine.checks.rule import Outcome, Rule, Severity
from kawal.engine.checks.verdict import Coverage
from kawal.engine.reference.package import digest_of as digest_of_pack
from kawal.engine.report.headline import headline_of
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import long_date, percent
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.package import digest_of
from kawal.engine.snapshot.schema import ANNUAL_KINDS

_KIND_NAMES = {
    "rpjmd": "RPJMD",
    "renstra": "Renstra",
    "rkpd": "RKPD",
    "renja": "Renja",
    "ppas": "PPAS",
    "dpa": "DPA",
}


@dataclass(frozen=True)
class RuleGroup:
    """The findings of one rule on one OPD."""

    rule: Rule
    findings: tuple[Finding, ...]

    @property
    def blocking(self) -> bool:
        return self.rule.severity is Severity.BLOCKING

    @property
    def owners(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(finding.owner for finding in self.findings))

    @property
    def fixes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(finding.fix for finding in self.findings))


@dataclass(frozen=True)
class UnknownGroup:
    """How often one rule lacked one thing."""

    rule: Rule
    missing: str
    fix: str
    count: int
    offices: tuple[str, ...]


@dataclass(frozen=True)
class OfficeView:
    """One OPD in the report; opd is None for what belongs to the region as a whole."""

    opd: str | None
    name: str
    short: str
    count: OfficeCount
    failed: tuple[RuleGroup, ...]
    unknown: tuple[UnknownGroup, ...]

    @property
    def anchor(self) -> str:
        return "daerah" if self.opd is None else "opd-" + "".join(
            char if char.isalnum() else "-" for char in self.opd
        )  # fmt: skip


@dataclass(frozen=True)
class Change:
    """What became of the locked money of one OPD in one changed plan; money in sen, growth in
    1/100 %, thresholds in percent."""

    office: str
    plan: str
    before: int
    now: int
    net: int
    gross: int
    thresholds: tuple[int, ...]


@dataclass(frozen=True)
class ReferenceView:
    """An official list of codes that was given. years: of the plans that it was used for."""

    title: str
    period: str
    digest: str
    years: tuple[int, ...]

    @property
    def use(self) -> str:
        """What it was used for, or why for nothing."""
        if self.years:
            years = ", ".join(map(str, self.years))
            return say("dipakai untuk rencana {years}", years=years)
        return say("tidak dipakai: berlaku bagi {period}", period=self.period)


@dataclass(frozen=True)
class View:
    """A run, ready to be laid out."""

    result: Result
    region: str
    plan: str
    plans: dict[str, str]
    digest: str
    notes: tuple[str, ...]
    min_coverage: int
    offices: tuple[OfficeView, ...]
    waived: tuple[Finding, ...]
    unknown: tuple[UnknownGroup, ...]
    silent: tuple[str, ...]
    """Short names of OPD of which no line of the planned year was given."""
    changes: tuple[Change, ...] = ()
    references: tuple[ReferenceView, ...] = ()

    @property
    def sample(self) -> bool:
        return self.result.snapshot.sample

    @property
    def thin(self) -> tuple[Coverage, ...]:
        return self.result.verdict.thin(self.min_coverage)

    @property
    def most(self) -> int:
        """Findings of the OPD that has most of them, so that bars can be compared."""
        counts = (each.count for each in self.offices)
        return max((each.blocking + each.warnings + each.unknown for each in counts), default=0)

    @property
    def headline(self) -> str:
        return headline_of(self.result.verdict, self.min_coverage)

    @property
    def blocking_by_plan(self) -> dict[str, int]:
        """Blocking findings by the plan in which they stand, the most first."""
        counts: dict[str, int] = {}
        for office in self.offices:
            for group in office.failed:
                for finding in group.findings if group.blocking else ():
                    name = self.plan_of(finding)
                    counts[name] = counts.get(name, 0) + 1
        return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))

    def plan_of(self, finding: Finding) -> str:
        """'Renja 2021', 'Perubahan Renja 2020', or a dash."""
        return self.plans.get(finding.plan or "", "–")

    @property
    def assessed(self) -> tuple[int, int]:
        """Judgements made, and judgements that concern someone."""
        verdict = self.result.verdict
        return verdict.assessed, verdict.applicable


def view_of(result: Result, notes: Sequence[str], min_coverage: int) -> View:
    """Everything a report says. notes: how the input was read. min_coverage: percent."""
    names = office_names(result.snapshot)
    shorts = dict(result.snapshot.frame("opd").select("id", "short").iter_rows())
    findings = result.findings
    failed = [each for each in findings if each.outcome is Outcome.FAILED]
    unknown = [each for each in findings if each.outcome is Outcome.UNKNOWN]
    offices = tuple(
        OfficeView(
            opd,
            office_name(names, opd),
            shorts.get(opd) or office_name(names, opd),
            count,
            tuple(_by_rule(each for each in failed if each.opd == opd)),
            tuple(_unknown_groups([each for each in unknown if each.opd == opd], names)),
        )
        for opd, count in result.by_office.items()
    )
    return View(
        result=result,
        region=region_label(result.snapshot),
        plan=plan_label(result.snapshot),
        plans=plan_names(result.snapshot),
        digest=digest_of(result.snapshot),
        notes=(*notes, *_promises(result.snapshot), *_idle_waivers(result)),
        min_coverage=min_coverage,
        offices=offices,
        waived=tuple(each for each in findings if each.outcome is Outcome.WAIVED),
        unknown=tuple(_unknown_groups(unknown, names)),
        silent=tuple(shorts[opd] or opd for opd in result.verdict.silent),
        references=tuple(_references(result)),
        changes=tuple(_changes(result, names)),
    )


def _changes(result: Result, names: dict[str | None, str]) -> Iterator[Change]:
    """As the rules on additions saw it: only where all of it is known, in official order."""
    plans = plan_names(result.snapshot)
    thresholds = [number_column(key) for key in ("tambahan.opd.waspada", "tambahan.opd.berat")]
    wanted = ["baseline_total", "total_pagu", "growth", "gross_growth", *thresholds]
    for judged in result.judged:
        if judged.frame is None or not {*wanted, "office"} <= set(judged.frame.columns):
            continue
        for row in judged.frame.drop_nulls(wanted).sort("opd", "plan").iter_rows(named=True):
            yield Change(
                names.get(row["opd"], row["opd"]),
                plans.get(row["plan"], row["plan"]),
                row["baseline_total"],
                row["total_pagu"],
                row["growth"],
                row["gross_growth"],
                tuple(row[name] for name in thresholds),
            )


def _promises(snapshot: Snapshot) -> Iterator[str]:
    """Which version of an RPJMD the plans were compared with, by which regulation and since when."""
    promises = snapshot.frame("plan").filter(pl.col("kind") == "rpjmd")
    newest = promises.sort("version").unique("first_year", keep="last").sort("first_year")
    for row in newest.iter_rows(named=True):
        day = row["locked_on"]
        yield say(
            "Dibandingkan dengan {plan}: {basis}, {day}.",
            plan=say(
                "{kind} {years} versi {version}",
                kind=_KIND_NAMES["rpjmd"],
                years=f"{row['first_year']}–{row['last_year']}",
                version=row["version"],
            ),
            basis=row["basis"] or say("dasar hukum belum diketahui"),
            day=say("ditetapkan {day}", day=long_date(day))
            if day
            else say("tanggal penetapan belum diketahui"),
        )


def _idle_waivers(result: Result) -> list[str]:
    """A sentence for each waiver in force that changes nothing; mostly its key is mistyped."""
    notes = []
    for waiver, outcome in result.idle_waivers:
        if outcome is Outcome.UNKNOWN:
            text = say(
                "Pengecualian {rule} kunci {key} tidak berlaku: subjeknya tidak dapat dinilai.",
                rule=waiver.rule,
                key=waiver.key,
            )
        else:
            text = say(
                "Pengecualian {rule} kunci {key} tidak mengenai temuan apa pun.",
                rule=waiver.rule,
                key=waiver.key,
            )
        notes.append(text)
    return notes


def _references(result: Result) -> Iterator[ReferenceView]:
    plans = result.snapshot.frame("plan").filter(pl.col("kind").is_in(ANNUAL_KINDS))
    years = sorted(plans["first_year"].drop_nulls().unique().to_list())
    for pack in result.references:
        used = tuple(year for year in years if pack.holds_for(year))
        yield ReferenceView(pack.title, pack.period, digest_of_pack(pack), used)


def share(assessed: int, applicable: int) -> str:
    """'dinilai' as a percentage, cut so that 99,97 % is never 100; a dash where nothing applies."""
    return percent(assessed * 10000 // applicable) if applicable else "–"


def office_label(view: View, opd: str | None) -> str:
    return office_name({each.opd: each.name for each in view.offices}, opd)


def _by_rule(findings: Iterable[Finding]) -> Iterator[RuleGroup]:
    """Blocking rules first, each in the order of the catalogue."""
    ordered = sorted(
        findings,
        key=lambda each: (each.rule.severity is Severity.WARNING, each.rule.code, each.key),
    )
    for _, group in groupby(ordered, key=lambda each: each.rule.code):
        members = tuple(group)
        yield RuleGroup(members[0].rule, members)


def _unknown_groups(
    findings: Sequence[Finding], names: dict[str | None, str]
) -> list[UnknownGroup]:
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.rule.code, finding.missing), []).append(finding)
    return [
        UnknownGroup(
            members[0].rule,
            missing,
            members[0].fix,
            len(members),
            tuple(dict.fromkeys(office_name(names, each.opd) for each in members)),
        )
        for (_, missing), members in groups.items()
    ]


def office_name(names: Mapping[str | None, str], opd: str | None) -> str:
    """Its name; None is what belongs to the region as a whole."""
    return names.get(opd, opd or say("Tingkat daerah"))


def office_names(snapshot: Snapshot) -> dict[str | None, str]:
    """Every OPD by its official name."""
    rows = snapshot.frame("opd").select("id", "name", "short").iter_rows()
    return {key: name or short or key for key, name, short in rows}


def region_label(snapshot: Snapshot) -> str:
    """'Kabupaten Tegal (33.28)'."""
    if snapshot.region is None:
        return say("wilayah tidak disebut sumber")
    names = snapshot.frame("region")["name"].drop_nulls().to_list()
    return f"{names[0]} ({snapshot.region})" if names else snapshot.region


def plan_names(snapshot: Snapshot) -> dict[str, str]:
    """'Renja 2021', 'Perubahan Renja 2020' of every plan."""
    names = {}
    for row in snapshot.frame("plan").iter_rows(named=True):
        first, last = row["first_year"], row["last_year"]
        years = str(first) if first == last else f"{first}–{last}"
        name = f"{_KIND_NAMES[row['kind']]} {years}"
        names[row["id"]] = say("Perubahan {plan}", plan=name) if row["version"] > 1 else name
    return names


def plan_label(snapshot: Snapshot) -> str:
    """'Renja 2021': the kinds of annual plan of the year that is being planned."""
    year = snapshot.year
    plans = snapshot.frame("plan").filter(pl.col("first_year") == year)
    kinds = set(plans["kind"].to_list())
    names = [_KIND_NAMES[kind] for kind in ANNUAL_KINDS if kind in kinds]
    also = say("dan")
    return f"{f' {also} '.join(names) or say('Rencana')} {year}"
