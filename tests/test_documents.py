"""What is written about the project is what the project does."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.conftest import ROOT


def test_the_generated_pages_are_current() -> None:
    run = subprocess.run(
        [sys.executable, "scripts/write_docs.py", "--check"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert run.returncode == 0, run.stderr


def test_every_page_that_a_page_leads_to_is_there() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        text = page.read_text("utf-8")
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text):
            assert (page.parent / target).exists(), f"{page.name} leads to {target}"


def test_the_readme_names_commands_that_the_makefile_has() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"make ([a-z]+)", (ROOT / "README.md").read_text("utf-8")))

    assert {"demo", "test"} <= named <= targets


def test_nothing_in_the_project_looks_like_a_persons_number() -> None:
    """No NIK (16 digits), NIP (18 digits) or telephone number of a person."""
    files = subprocess.run(
        ["git", "ls-files", "*.py", "*.md", "*.toml", "*.csv", "*.html"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    person = re.compile(r"(?<![\d.])(\d{16}|\d{18}|(\+62|08)\d{8,11})(?![\d.])")

    for name in files:
        assert not person.search((ROOT / name).read_text("utf-8")), name
