"""What a changed code brings with it is worked out for any mutator, without the rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kawal.engine.generator.mutators import codes
from kawal.engine.generator.official import reference_pack
from kawal.engine.generator.regency import sample_regency
from kawal.engine.generator.rows import Row, Rows, read_rows
from kawal.engine.snapshot import package


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    package.write(sample_regency(opd=5, seed=2), tmp_path)
    return read_rows(tmp_path)


def a_line(rows: Rows, code: str) -> Row:
    return next(
        row for row in rows["node"] if row["code"] == code and row["plan"].startswith("renja-2021")
    )


def follows(rows: Rows, code: str, change: Callable[[Row], object]) -> set[str]:
    before = codes.places(rows)
    change(a_line(rows, code))
    return {breach.rule for breach in codes.fallout(before, rows)}


@pytest.mark.parametrize(
    ("cells", "rules"),
    [
        ({"code": "1.02.02.2.01.77"}, {"DAFTAR-01"}),
        ({"code": "1.02.02.2.01.90"}, {"DAFTAR-02", "DAFTAR-03"}),
        ({"code": "1.02.02.2.02.77"}, {"DAFTAR-01", "INDUK-02"}),
        ({"code": "1.01.02.2.01.01"}, {"DAFTAR-03", "INDUK-02", "KODE-03", "GANDA-02"}),
        ({"code": "1.02.02.2.0101"}, set()),
        ({"code": ""}, set()),
        ({"title": "Nama Sendiri"}, {"DAFTAR-03"}),
        ({"title": ""}, set()),
        ({"title": "pelatihan  PETUGAS kesehatan ibu dan anak"}, set()),
        ({"parent": "tiada"}, set()),
        ({"unit": "lain"}, set()),
    ],
)
def test_a_change_of_one_line_brings_with_it(
    rows: Rows, cells: dict[str, str], rules: set[str]
) -> None:
    assert follows(rows, "1.02.02.2.01.01", lambda line: line.update(cells)) == rules


def test_the_lines_under_a_recoded_kegiatan_no_longer_go_on_from_it(rows: Rows) -> None:
    assert follows(rows, "1.02.02.2.01", lambda node: node.update(code="1.02.02.2.05")) == {
        "INDUK-02"
    }


def test_the_invented_list_holds_every_code_that_the_sample_plans(rows: Rows) -> None:
    listed = set(reference_pack().codes["code"])
    planned = {row["code"] for row in rows["node"] if row["level"] == "sub_kegiatan"}

    assert {f"X.XX{code[4:]}" if code[4:8] == ".01." else code for code in planned} <= listed
