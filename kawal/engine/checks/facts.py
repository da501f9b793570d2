"""What several subjects ask of a snapshot, or of several at once, worked out once.

Several regencies stand side by side in the same frames: their ids differ (`snapshot/together.py`),
and what is not met by an id is met within a `region`.

Each frame is collected the first time it is asked for, and kept: left lazy, Polars would plan the
same joins anew in every subject, which takes twice as long as joining them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import polars as pl

from kawal.engine.checks.matching import matched
from kawal.engine.reference import ReferencePack, pack_for
from kawal.engine.shared.collecting import collect, kept
from kawal.engine.snapshot.schema import ANNUAL_KINDS
from kawal.engine.snapshot.together import Together

LINE_LEVEL = "sub_kegiatan"
REFERENCE = "reference"
"""What a subject names among its base tables when it can only be judged beside a reference pack."""
_HOPS_TO_PROGRAMME = 3


def _once(build: Callable[[Facts], pl.LazyFrame]) -> cached_property[pl.LazyFrame]:
    """A frame that is worked out once per snapshot, when it is first asked for."""
    frame = cached_property(lambda facts: kept(build(facts)))
    frame.__doc__ = build.__doc__
    return frame


class Facts:
    """The tables of snapshots of one shape, the reference packs beside them, and what follows.

    Plans, OPD and flagship programmes have a column `region` more: the place of their snapshot.
    """

    def __init__(self, together: Together, references: Sequence[ReferencePack] = ()) -> None:
        self.together = together
        self.references = references
        self._kept: dict[Callable[[Facts], pl.LazyFrame], pl.LazyFrame] = {}

    def carries(self, field: str) -> bool:
        """Whether `table` or `table.column` is carried, or for REFERENCE any pack is given."""
        if field == REFERENCE:
            return bool(self.references)
        table, _, column = field.partition(".")
        return self.together.carries(table, column or None)

    def table(self, name: str) -> pl.LazyFrame:
        """A table of the snapshots with every column of the schema; one that is absent has no rows."""
        return self.together.table(name)

    def once(self, build: Callable[[Facts], pl.LazyFrame]) -> pl.LazyFrame:
        """A frame that another module builds from these facts, worked out once like those here."""
        if build not in self._kept:
            self._kept[build] = kept(build(self))
        return self._kept[build]

    @_once
    def plans(self) -> pl.LazyFrame:
        """Each plan version: plan, region, kind, owner, year, last_year, version, annual, latest,
        baseline (id of version 1, for a later version) and measured.

        latest: no later version of the same kind, OPD and years is carried. measured: whether
        version 1 stands locked below this one; False for version 1 itself, null where it is not
        carried or does not say that it is locked.
        """
        plans = self.table("plan").select(
            pl.col("id").alias("plan"),
            "region",
            "kind",
            pl.col("opd").alias("owner"),
            pl.col("first_year").alias("year"),
            "last_year",
            "version",
            "locked",
            pl.col("kind").is_in(ANNUAL_KINDS).alias("annual"),
        )
        series = ["region", "kind", "owner", "year", "last_year"]
        first, later = pl.col("version") == 1, pl.col("version") > 1
        versions = plans.group_by(series).agg(
            pl.col("plan").filter(first).first().alias("baseline"),
            pl.col("locked").filter(first).first().alias("measured"),
            newest=pl.col("version").max(),
            firsts=first.sum(),
        )
        alone = pl.col("firsts") == 1
        return (
            plans.join(versions, on=series, how="left", nulls_equal=True)
            .with_columns(
                latest=pl.col("version") == pl.col("newest"),
                baseline=pl.when(later & alone).then("baseline"),
                measured=pl.when(~later).then(False).when(alone & pl.col("measured")).then(True),
            )
            .drop("locked", "newest", "firsts")
        )

    @_once
    def nodes(self) -> pl.LazyFrame:
        """Every node with what its plan says; the plan's columns are null where plans are absent.

        opd: in the plan of one OPD that OPD, whatever the node says, so that no money of its plan
        is missing from its sum.
        """
        joined = self.table("node").join(self.plans, on="plan", how="left")
        return joined.with_columns(opd=pl.coalesce("owner", "opd"))

    @_once
    def lines(self) -> pl.LazyFrame:
        """Lines of every version: sub kegiatan that do not stand in a multi-year plan."""
        return self.nodes.filter(
            (pl.col("level") == LINE_LEVEL) & pl.col("annual").fill_null(True)
        ).select(
            "id", "plan", "region", "opd", "code", "title", "parent", "year", "version", "latest",
            "baseline", "measured", "location", "target_group", "result", "unit",
        )  # fmt: skip

    @_once
    def current_lines(self) -> pl.LazyFrame:
        """Lines that no later version has replaced: those that can still be mended."""
        return self.lines.filter(pl.col("latest").fill_null(True))

    @_once
    def decrees(self) -> pl.LazyFrame:
        """year, pack, decree: for the years of the plans, which pack holds, and its title."""
        years = sorted(collect(self.table("plan"))["first_year"].drop_nulls().unique().to_list())
        packs = {year: pack_for(self.references, year) for year in years}
        held = {year: pack for year, pack in packs.items() if pack is not None}
        columns = {
            "year": [*held],
            "pack": [self.references.index(pack) for pack in held.values()],
            "decree": [pack.title for pack in held.values()],
        }
        schema = {"year": pl.Int64, "pack": pl.Int64, "decree": pl.String}
        return pl.LazyFrame(columns, schema=schema)

    @_once
    def official_work(self) -> pl.LazyFrame:
        """pack, code, official_name, official_key, withdrawn of every sub kegiatan of a regency."""
        works = [
            pack.work.lazy().with_columns(pack=pl.lit(place, pl.Int64))
            for place, pack in enumerate(self.references)
        ]
        return pl.concat(works)

    @_once
    def line_groups(self) -> pl.LazyFrame:
        """plan, opd, code, repeated, and the id of the one line (null where the code repeats).

        The group of a null code is kept: each of its lines may be the twin of any other of its OPD.
        """
        grouped = self.lines.group_by("plan", "opd", "code").agg(
            pl.col("id").first(), repeated=pl.len() > 1
        )
        return grouped.with_columns(id=pl.when(~pl.col("repeated")).then("id"))

    @_once
    def twins(self) -> pl.LazyFrame:
        """id, baseline, opd, code and repeated of current lines: whether the code stands more than
        once in the plan; null where the code, or that of another line of the OPD, is missing."""
        repeated = self.line_groups.filter(pl.col("repeated") | pl.col("code").is_null())
        return matched(
            self.current_lines.select("id", "plan", "opd", "code", "baseline"),
            repeated,
            ["plan", "opd", "code"],
            {"repeated": False},
            nullable="code",
            unique=True,
        )

    @_once
    def baseline_lines(self) -> pl.LazyFrame:
        """id, stood, baseline_id of current lines: whether and as which line each stood in version 1.

        Lines of two versions meet by OPD and code; where a code repeats on either side, or is
        missing, it is not known which meets which.
        """
        before = self.line_groups.select(
            pl.col("plan").alias("baseline"),
            "opd",
            "code",
            stood=pl.when(~pl.col("repeated")).then(True),
            baseline_id="id",
        )
        found = matched(
            self.twins,
            before,
            ["baseline", "opd", "code"],
            {"stood": False, "baseline_id": None},
            nullable="code",
            single=True,
        )
        known = ~pl.col("repeated") & pl.col("baseline").is_not_null()
        return found.select(
            "id",
            pl.when(known).then("stood").alias("stood"),
            pl.when(known).then("baseline_id").alias("baseline_id"),
        )

    @_once
    def climbs(self) -> pl.LazyFrame:
        """line, node: each current line with itself and every node on its way up to its programme;
        node is null where the way is not known from there on."""
        up = self.table("node").select("parent", "level", up_plan="plan", node="id")
        step = self.current_lines.select("plan", line="id", node="id")
        steps = [step]
        for _ in range(_HOPS_TO_PROGRAMME):
            # a node that is not in this plan, or a programme: the way ends here, and that is known
            here = step.join(up, on="node").filter(pl.col("plan") == pl.col("up_plan"))
            above = here.filter(pl.col("level") != "program").select("plan", "line", node="parent")
            step = kept(above)
            steps.append(step)
        return pl.concat(steps)

    @_once
    def programmes(self) -> pl.LazyFrame:
        """id, region, plan, opd, code, title, first, last: programmes of the RPJMD in force, and the
        years that it covers."""
        in_rpjmd = (pl.col("kind") == "rpjmd") & pl.col("latest") & (pl.col("level") == "program")
        return self.nodes.filter(in_rpjmd).select(
            "id", "region", "plan", "opd", "code", "title", first="year", last="last_year"
        )

    @_once
    def served(self) -> pl.LazyFrame:
        """line, region, year, programme: which RPJMD programme of its year a line serves, itself or
        through a node above it; programme is null where the way up is not known."""
        own = self.current_lines.select("region", "year", line="id")
        columns = ["line", "region", "year", "programme"]
        lost = self.climbs.filter(pl.col("node").is_null()).join(own, on="line")
        support = self.table("support").select("node", programme="above")
        spans = self.programmes.select("first", "last", programme="id")
        found = (
            self.climbs.join(support, on="node")
            .join(spans, on="programme")
            .join(own, on="line")
            .filter(pl.col("year").is_between(pl.col("first"), pl.col("last")))
        )
        return pl.concat([found.select(columns), lost.select(*columns[:-1], programme="node")])


def planned_of(facts: Facts) -> list[frozenset[str]]:
    """Per region the OPD of which a line of its planned year is there, by their own ids."""
    together = facts.together
    found: list[set[str]] = [set() for _ in together.snapshots]
    rows = collect(facts.current_lines.select("region", "year", "opd").drop_nulls().unique())
    rows = rows.with_columns(together.own_ids(rows["opd"]).alias("opd"))
    for region, year, opd in rows.iter_rows():
        if year == together.snapshots[region].year:
            found[region].add(opd)
    return [frozenset(each) for each in found]
