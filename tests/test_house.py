"""The house keeps its floors: imports go down only, and the command loads no more than it needs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kawal
from kawal.engine.snapshot import Snapshot, package

PACKAGE = Path(kawal.__file__).parent
FLOORS = ("engine", "base", "office", "front")
EXCEL = {"xlsxwriter", "python_calamine"}
ENGINE_STEPS = (
    {"shared"},
    {"regulations"},
    {"snapshot"},
    {"diff"},
    {"reference"},
    {"measures"},
    {"checks"},
    {"readers", "report", "generator"},
)


BASE_STEPS = (
    {"ui"}, {"audit"}, {"organisation"}, {"signin"}, {"work"}, {"signing"}, {"documents"},
)  # fmt: skip
OFFICE_STEPS = (
    {"planning"}, {"findings"}, {"imports"}, {"renja"}, {"book"}, {"register"}, {"sharing"},
)  # fmt: skip
STEPS = {"engine": ENGINE_STEPS, "base": BASE_STEPS, "office": OFFICE_STEPS}


def imports_of(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            yield node.module or ""


def kawal_imports() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pairs of the importing place and the imported one, below `kawal`."""
    for file in PACKAGE.rglob("*.py"):
        place = file.relative_to(PACKAGE).with_suffix("").parts
        for name in imports_of(file):
            if name.startswith("kawal."):
                yield place, tuple(name.split(".")[1:])


def test_a_floor_imports_only_from_itself_and_from_below() -> None:
    for place, target in kawal_imports():
        if place[0] in FLOORS and target[0] in FLOORS:
            assert FLOORS.index(target[0]) <= FLOORS.index(place[0]), f"{place} imports {target}"


@pytest.mark.parametrize("floor", STEPS)
def test_a_room_imports_only_from_rooms_before_it(floor: str) -> None:
    step = {room: number for number, rooms in enumerate(STEPS[floor]) for room in rooms}
    for place, target in kawal_imports():
        if place[:1] == target[:1] == (floor,) and len(place) > 2 and len(target) > 1:
            mine, theirs = place[1], target[1]
            assert mine == theirs or step[theirs] < step[mine], f"{place} imports {target}"


@pytest.mark.parametrize("floor", STEPS)
def test_every_room_has_its_step(floor: str) -> None:
    rooms = {path.name for path in (PACKAGE / floor).iterdir() if (path / "__init__.py").exists()}

    assert rooms <= set().union(*STEPS[floor])


def test_the_generators_mutators_do_not_know_the_rules() -> None:
    for file in (PACKAGE / "engine" / "generator").rglob("*.py"):
        assert not any("checks" in name for name in imports_of(file)), file


def test_the_engine_knows_no_web_framework() -> None:
    for file in (PACKAGE / "engine").rglob("*.py"):
        assert not any(name.split(".")[0] == "django" for name in imports_of(file)), file


def test_only_the_rooms_for_speech_and_files_speak_and_write() -> None:
    """Elsewhere a cell could steer the terminal, or half a file be left."""
    for file in PACKAGE.rglob("*.py"):
        if file.name not in ("speech.py", "files.py"):
            called = {
                ast.unparse(node.func)
                for node in ast.walk(ast.parse(file.read_text("utf-8")))
                if isinstance(node, ast.Call)
            }
            wrote = {name for name in called if name.endswith((".write_text", ".write_bytes"))}
            assert not called & {"print", "sys.stdout.write", "sys.stderr.write"}, file
            assert not wrote, file


@pytest.mark.parametrize(
    ("call", "unwanted"),
    [
        (["--help"], {"polars", "jinja2", "rich", "django"}),
        (["rules", "--help"], {"polars", "jinja2", "rich", "django"}),
        (["rules"], {"jinja2", "rich", "django", "babel"}),
        (["diff", "nowhere", "nowhere"], {"jinja2", "rich", "django", "babel", *EXCEL}),
        (["check", "nowhere"], {"jinja2", "rich", "django", "babel", *EXCEL}),
    ],
)
def test_a_command_loads_only_what_it_needs(call: list[str], unwanted: set[str]) -> None:
    assert not unwanted & modules_loaded_by(call)


def test_judging_a_data_package_loads_neither_excel_nor_a_second_library_of_tables(
    small_regency: Snapshot, tmp_path: Path
) -> None:
    package.write(small_regency, tmp_path / "paket")
    loaded = modules_loaded_by(["check", str(tmp_path / "paket")])

    assert not {*EXCEL, "numpy", "pandas", "pyarrow"} & loaded


def modules_loaded_by(call: list[str]) -> set[str]:
    script = (
        "import sys; from kawal.front.cli.main import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print('LOADED', *sys.modules, file=sys.stderr)"
    )

    run = subprocess.run(
        [sys.executable, "-c", script, *call], capture_output=True, text=True, check=True
    )
    return set(run.stderr.rpartition("LOADED")[2].split())
