"""Pages do without the folder of compiled templates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import FileSystemBytecodeCache

from kawal.engine.report import pages


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    pages.environment.cache_clear()
    yield
    pages.environment.cache_clear()


def compiles() -> bool:
    return "</html>" in pages.environment().get_template("base.html.j2").render(
        kind="uji", style="", language="id", view={"sample": False}
    )


def test_a_compiled_page_is_kept_and_taken_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        FileSystemBytecodeCache, "_get_default_cache_dir", lambda _self: str(tmp_path)
    )

    assert compiles()
    (kept,) = tmp_path.iterdir()
    written = kept.stat().st_mtime_ns
    pages.environment.cache_clear()

    assert compiles()
    assert kept.stat().st_mtime_ns == written


def test_without_the_folder_the_page_is_made_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: object) -> str:
        raise RuntimeError

    monkeypatch.setattr(FileSystemBytecodeCache, "_get_default_cache_dir", refuse)

    assert compiles()


@pytest.mark.parametrize("what", ["gone", "broken"])
def test_a_folder_that_is_gone_or_broken_harms_no_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, what: str
) -> None:
    folder = tmp_path / "compiled"
    folder.mkdir()
    monkeypatch.setattr(
        FileSystemBytecodeCache, "_get_default_cache_dir", lambda _self: str(folder)
    )
    assert compiles()
    pages.environment.cache_clear()
    for file in folder.iterdir():
        file.unlink() if what == "gone" else file.write_bytes(b"j2")
    if what == "gone":
        folder.rmdir()

    assert compiles()
