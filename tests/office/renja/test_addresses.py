"""Whatever an id looks like, its address leads to its own page."""

from __future__ import annotations

import pytest
from django.urls import resolve, reverse

IDS = (
    "riwayat/pagu/1", "riwayat/target/2021/0/x", "rencana/r1", "ketik/l1", "baris/l1", "r1/ajukan",
    "r1/unduh", "kunci/r1", "renja-2021-05-v1/1.02.01.2.01.01",
)  # fmt: skip
VIEWS = {
    "line": "line", "typing": "line", "plan": "plan", "submit": "plan", "send_back": "plan",
    "export": "plan", "lock": "plan", "amount": "key",
}  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("key", IDS)
def test_an_id_is_never_taken_for_another_address(view: str, key: str) -> None:
    found = resolve(reverse(f"renja:{view}", args=[key]))

    assert found.view_name == f"renja:{view}"
    assert found.kwargs == {VIEWS[view]: key}


@pytest.mark.parametrize("key", IDS)
def test_nor_is_that_of_an_indicator(key: str) -> None:
    found = resolve(reverse("renja:target", args=[2021, 0, key]))

    assert (found.view_name, found.kwargs["indicator"]) == ("renja:target", key)
