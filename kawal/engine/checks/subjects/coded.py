"""Lines beside the official list of codes that holds for their year."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.facts import REFERENCE, Facts
from kawal.engine.checks.subject import ANNUAL_LINES, Given, Part, Subject
from kawal.engine.checks.subjects.lines import CODE_SHAPE, line_rows
from kawal.engine.reference.names import END, name_key, parting
from kawal.engine.reference.pack import SHARED_BIDANG
from kawal.engine.snapshot.schema import Kind

_LIST = "daftar kode resmi bagi tahun rencana ini"
_MEND = "Sertakan daftar yang berlaku pada tahun itu dengan --reference PAKET."

_PARTINGS = ("title_from", "official_from")
_PARTED = pl.Struct(dict.fromkeys(_PARTINGS, pl.String))


def _add_decree(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """listed, withdrawn and the official name; null where no list holds for the year, and withdrawn
    and the name where the code is not in it."""
    code = pl.col("code")
    # the supporting programme stands in the list once, for any bidang
    shared = pl.when(code.str.slice(4, 4) == ".01.").then(SHARED_BIDANG + code.str.slice(4))
    work = facts.official_work
    found = (
        lines.join(facts.decrees, on="year", how="left")
        .with_columns(_shared=shared)
        .join(work, on=["pack", "code"], how="left")
        .join(work, left_on=["pack", "_shared"], right_on=["pack", "code"], how="left",
              suffix="_of_any")
    )  # fmt: skip
    known = pl.col("pack").is_not_null() & code.is_not_null()
    names = ("official_name", "official_key", "withdrawn")
    return found.with_columns(pl.coalesce(name, f"{name}_of_any") for name in names).with_columns(
        listed=pl.when(known).then(pl.col("withdrawn").is_not_null())
    )


def _add_name(_: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """same_name; title_from and official_from: a few words of both names from where they part."""
    lines = lines.with_columns(same_name=name_key(pl.col("title")) == pl.col("official_key"))
    names = pl.struct("title", "official_name", "same_name")
    parted = names.map_batches(_parted, return_dtype=_PARTED)
    return lines.with_columns(_parted=parted).unnest("_parted")


def _parted(names: pl.Series) -> pl.Series:
    """Where two names part, for those that do."""
    found = []
    for each in names:
        differ = each["same_name"] is False
        words = parting(each["title"], each["official_name"]) if differ else (None, None)
        found.append(dict(zip(_PARTINGS, words, strict=True)))
    return pl.Series(names.name, found, dtype=_PARTED)


CODED_LINE = Subject(
    name="coded_line",
    title="setiap baris (sub kegiatan) dalam rencana tahunan versi terakhir, di samping daftar kode",
    table="node",
    key=("id",),
    base=("node", REFERENCE),
    rows=line_rows,
    sources=(ANNUAL_LINES,),
    own=(
        Given("line", "baris", "node.title", Kind.TEXT),
        Given("code", "kode sub kegiatan", "node.code", Kind.TEXT),
        Given("title", "uraian sub kegiatan", "node.title", Kind.TEXT),
    ),
    parts=(
        CODE_SHAPE,
        Part(
            "decree",
            gives=(
                Given("listed", _LIST, "node.code", Kind.BOOLEAN, _MEND),
                Given("withdrawn", _LIST, "node.code", Kind.BOOLEAN, _MEND),
                Given("official_name", _LIST, "node.title", Kind.TEXT, _MEND),
                Given("official_key", _LIST, "node.title", Kind.TEXT, _MEND),
                Given("decree", _LIST, "node.code", Kind.TEXT, _MEND),
            ),
            needs=("plan", "node.code"),
            add=_add_decree,
        ),
        Part(
            "name",
            gives=(
                Given("same_name", "uraian sub kegiatan", "node.title", Kind.BOOLEAN),
                Given("title_from", "uraian sub kegiatan", "node.title", Kind.TEXT, words=(END,)),
                Given("official_from", _LIST, "node.title", Kind.TEXT, _MEND, words=(END,)),
            ),
            needs=("node.title",),
            uses=("decree",),
            add=_add_name,
        ),
    ),
)
