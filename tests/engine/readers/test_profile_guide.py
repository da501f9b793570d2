"""The guide for adding a profile, followed to the letter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kawal.engine.readers.profile import OWN_COLUMNS, Repeated
from kawal.engine.readers.profile_text import parse
from kawal.engine.shared.errors import UnusableInput
from kawal.front.cli.main import main
from tests.conftest import ROOT

GUIDE = (ROOT / "docs" / "menambah-profil.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


def command(start: str) -> list[str]:
    """The arguments of the first command of the guide that begins so."""
    (first, *_) = re.findall(rf"^    kawal ({start}.*)$", GUIDE, re.MULTILINE)
    return first.split()


def test_who_does_what_the_guide_says_gets_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (sample,) = blocks("csv")
    Path("renja-dinkes-2027.csv").write_text(sample)

    assert main(command("profile new")) == 0
    proposed = Path("dinkes.toml").read_text("utf-8")
    with pytest.raises(UnusableInput, match="Masih tertulis GANTI"):
        parse(proposed, "dinkes.toml")
    for old, new in re.findall(r"^\| `(GANTI[^`]*)` \| `([^`]*)` \|$", GUIDE, re.MULTILINE):
        assert old in proposed
        proposed = proposed.replace(old, new)
    wrong, right = blocks("toml")
    assert wrong in proposed
    Path("dinkes.toml").write_text(proposed.replace(wrong, right), "utf-8")
    capsys.readouterr()

    main(command("check"))
    shown = " ".join(capsys.readouterr().out.split())
    (notes,) = blocks("text")
    for note in notes.splitlines():
        assert note in shown

    assert main(command("snapshot")) == 0
    nodes = Path("hasil/node.csv").read_text("utf-8").splitlines()
    assert [row.split(",")[:4] for row in nodes[1:]] == [
        ["1.02.02", "renja-2027", "", "program"],
        ["1.02.02.2.02", "renja-2027", "1.02.02", "kegiatan"],
        ["1.02.02.2.02.0015", "renja-2027", "1.02.02.2.02", "sub_kegiatan"],
        ["1.02.02.2.02.0033", "renja-2027", "1.02.02.2.02", "sub_kegiatan"],
    ]
    assert "1.02.02.2.02.0015#2" in Path("hasil/indicator.csv").read_text("utf-8")


def test_the_guide_names_every_part_that_a_profile_may_have() -> None:
    parts = (
        "caveats", "separator", "alike", "withheld", "year", "columns", "unread", "numbers", "nulls",
        "prefixes", "shift", "continue", "skip", "level", "names", "shapes", "always", "codes", "same",
        "parent", "within", "emit", "each", "when", "filled", "any_filled", "distinct", "per",
        "repeated", "reconcile", "quarter", *OWN_COLUMNS, *Repeated.ALL,
    )  # fmt: skip

    assert [part for part in parts if part not in GUIDE] == []
