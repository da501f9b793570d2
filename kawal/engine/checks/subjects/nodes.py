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
    """Each node with `parent_node`, `parent_plan`, `parent_level`, `parent_code` of the node that its
    parent names, and `found`: whether there is one."""
    nodes = facts.nodes.filter(pl.col("latest").fill_null(True)).select(
        "id", "plan", "region", "parent", "level", "opd", "year", "kind", "code", "annual",
        stated="stated_total", node=node_label(),
    )  # fmt: skip
    above = facts.table("node").select(
        parent="id", parent_plan="plan", parent_level="level", parent_code="code",
        parent_node=node_label(), found=True,
    )  # fmt: skip
    joined = nodes.join(above, on="parent", how="left")
    return joined.with_columns(pl.col("found").fill_null(False))


def _add_place(facts: Facts, nodes: pl.LazyFrame) -> pl.LazyFrame:
    """fits: the parent stands in the same plan, one level above. An empty parent does not fit;
    whether one is needed is `may_start`, which is null for the first level of a plan that should
    begin higher: what stands above was not given."""
    level, kind = pl.col("level"), pl.col("kind")
    tops = level.is_in(_OTHER_TOPS)
    for of, levels in _TOPS.items():
        tops = pl.when(kind == of).then(level.is_in(levels)).otherwise(tops)
    same_plan = pl.col("parent_plan") == pl.col("plan")
    one_above = pl.col("parent_level") == level.replace_strict(_PARENTS, default=None)
    begun = (
        facts.table("node")
        .group_by("plan")
        .agg((level == above).any().alias(f"_{above}") for above in _PARENTS.values())
    )
    has_above: pl.Expr = pl.lit(True)
    for below, above in _PARENTS.items():
        has_above = pl.when(level == below).then(f"_{above}").otherwise(has_above)
    lost = pl.col("parent").is_null() & ~has_above
    return (
        nodes.join(begun, on="plan", how="left")
        .with_columns(
            fits=(one_above & same_plan).fill_null(False),
            may_start=pl.when(kind.is_not_null() & (tops | ~lost)).then(tops),
        )
        .drop(f"_{above}" for above in _PARENTS.values())
    )


def _add_code_chain(_: Facts, nodes: pl.LazyFrame) -> pl.LazyFrame:
    """continuing: a kegiatan, or a sub kegiatan whose code has the right form, so that its code can
    be held against that of its parent. continues: the parent's code and a point begin the code."""
    level, code = pl.col("level"), pl.col("code")
    formed = pl.when(level == LINE_LEVEL).then(code.str.contains(CODE)).otherwise(True)
    return nodes.with_columns(
        continuing=pl.when(level.is_in(_CONTINUING)).then(formed).otherwise(False),
        continues=code.str.starts_with(pl.col("parent_code") + "."),
    )


NODE = Subject(
    name="node",
    title="setiap bagian RPJMD, Renstra dan rencana tahunan versi terakhir, dari visi sampai sub "
    "kegiatan",
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
        Given("stated", "jumlah tercetak", "node.stated_total", Kind.MONEY),
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
