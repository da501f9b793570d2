"""Nodes: everything in the plans in force, from visi to sub kegiatan, judged as a tree."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.facts import LINE_LEVEL, Facts
from kawal.engine.checks.subject import Given, Part, Source, Subject
from kawal.engine.checks.subjects import node_totals
from kawal.engine.checks.subjects.labels import node_label
from kawal.engine.checks.subjects.lines import CODE
from kawal.engine.snapshot.schema import PLAN_KINDS, Kind

_PARENTS = {
    "misi": "visi",
    "tujuan": "misi",
    "sasaran": "tujuan",
    "program": "sasaran",
    "kegiatan": "program",
    "sub_kegiatan": "kegiatan",
}
"""Which level stands above which (Permendagri 86/2017 and 90/2019)."""
_TOPS = {"rpjmd": ("visi",)}
"""Levels that begin a plan. A plan of an OPD or of a year begins at its tujuan, sasaran or
programme: what is above stands in the RPJMD and is reached by support."""
_OTHER_TOPS = ("tujuan", "sasaran", "program")
_CONTINUING = ("kegiatan", "sub_kegiatan")
"""Levels whose code goes on where the code of their parent ends."""


def _rows(facts: Facts) -> pl.LazyFrame:
    nodes = facts.nodes.filter(pl.col("latest").fill_null(True))
    return nodes.select(
        "id", "plan", "region", "parent", "level", "opd", "year", "kind", "code", node=node_label()
    )


def _add_place(facts: Facts, nodes: pl.LazyFrame) -> pl.LazyFrame:
    """fits: the parent stands in the same plan, one level above. An empty parent does not fit;
    whether one is needed is `may_start`, which is null for the first level of a plan that should
    begin higher: what stands above was not given."""
    above = facts.table("node").select(
        parent="id", parent_plan="plan", parent_level="level", parent_node=node_label()
    )
    allowed = pl.LazyFrame({"level": [*_PARENTS], "parent_level": [*_PARENTS.values()]})
    allowed = allowed.with_columns(_allowed=pl.lit(True))
    tops = pl.col("level").is_in(_OTHER_TOPS)
    for kind, levels in _TOPS.items():
        tops = pl.when(pl.col("kind") == kind).then(pl.col("level").is_in(levels)).otherwise(tops)
    same_plan = (pl.col("parent_plan") == pl.col("plan")).fill_null(False)
    carried = facts.table("node").select("plan", parent_level="level").unique()
    begun = allowed.join(carried, on="parent_level").select("plan", "level", _begun=True).unique()
    lost = pl.col("parent").is_null() & pl.col("_begun").is_null() & pl.col("level").is_in(_PARENTS)
    return (
        nodes.join(above, on="parent", how="left")
        .join(allowed, on=["level", "parent_level"], how="left")
        .join(begun, on=["plan", "level"], how="left")
        .with_columns(
            fits=pl.col("_allowed").fill_null(False) & same_plan,
            may_start=pl.when(pl.col("kind").is_not_null() & (tops | ~lost)).then(tops),
        )
        .drop("_allowed", "_begun", "parent_plan", "parent_level")
    )


def _add_code_chain(facts: Facts, nodes: pl.LazyFrame) -> pl.LazyFrame:
    """continuing: a kegiatan, or a sub kegiatan whose code has the right form, so that its code can
    be held against that of its parent. found: the parent is there. continues: the parent's code and
    a point begin the code."""
    above = facts.table("node").select(parent="id", parent_code="code", found=pl.lit(True))
    level, code = pl.col("level"), pl.col("code")
    formed = pl.when(level == LINE_LEVEL).then(code.str.contains(CODE)).otherwise(True)
    return nodes.join(above, on="parent", how="left").with_columns(
        continuing=pl.when(level.is_in(_CONTINUING)).then(formed).otherwise(False),
        found=pl.col("found").fill_null(False),
        continues=code.str.starts_with(pl.col("parent_code") + "."),
    )


NODE = Subject(
    name="node",
    title="setiap bagian rencana yang berlaku, dari visi sampai sub kegiatan",
    table="node",
    key=("id",),
    base=("node",),
    rows=_rows,
    sources=(Source(PLAN_KINDS, "rencana beserta program, kegiatan atau sub kegiatannya"),),
    own=(
        Given("node", "bagian rencana", "node.title", Kind.TEXT),
        Given("level", "tingkat", "node.level", Kind.TEXT),
        Given("parent", "induk", "node.parent", Kind.TEXT),
        Given("code", "kode", "node.code", Kind.TEXT),
    ),
    parts=(
        Part(
            "place",
            gives=(
                Given("fits", "induk", "node.parent", Kind.BOOLEAN),
                Given("may_start", "jenis rencana", "plan.kind", Kind.BOOLEAN),
                Given("parent_node", "induk", "node.parent", Kind.TEXT),
            ),
            needs=("plan", "node.parent"),
            add=_add_place,
        ),
        Part(
            "code_chain",
            gives=(
                Given("continuing", "kode", "node.code", Kind.BOOLEAN),
                Given("found", "induk", "node.parent", Kind.BOOLEAN),
                Given("continues", "kode bagian ini dan kode induknya", "node.code", Kind.BOOLEAN),
                Given("parent_code", "kode induk", "node.code", Kind.TEXT),
            ),
            needs=("node.code", "node.parent"),
            add=_add_code_chain,
        ),
        *node_totals.PARTS,
    ),
)
