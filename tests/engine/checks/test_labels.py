"""How texts are compared, whoever typed them."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawal.engine.checks.subjects.labels import same_text


def as_compared(text: str) -> str:
    return str(pl.DataFrame({"text": [text]}).select(same_text("text")).item())


@pytest.mark.parametrize(
    "text",
    [
        "dana alokasi umum",
        "Dana  Alokasi Umum",
        " DANA\tALOKASI \t UMUM ",
        "dana\nalokasi\u00a0umum",
    ],
)
def test_capitals_and_spaces_make_no_difference(text: str) -> None:
    assert as_compared(text) == "dana alokasi umum"


@given(st.text(st.sampled_from("aB \t\n\u00a0\u2003-"), max_size=12))
def test_every_run_of_white_space_is_one_space(text: str) -> None:
    assert as_compared(text) == " ".join(text.lower().split())
