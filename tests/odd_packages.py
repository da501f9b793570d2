"""What a folder of a package can be turned into: what nobody can use, and what is odd yet sound."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path


def edit(table: str, old: str, new: str) -> Callable[[Path], None]:
    """Writes the first `old` of a table after its heading otherwise."""

    def change(folder: Path) -> None:
        file = folder / f"{table}.csv"
        heading, _, rows = file.read_bytes().partition(b"\n")
        assert old.encode() in rows
        file.write_bytes(heading + b"\n" + rows.replace(old.encode(), new.encode(), 1))

    return change


def add(table: str, *lines: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with (folder / f"{table}.csv").open("a", encoding="utf-8", newline="") as file:
            file.write("".join(lines))

    return change


def first_row(table: str, change: Callable[[list[str]], str]) -> Callable[[Path], None]:
    """Puts something else in the place of the first row; told the lines with their ends."""

    def write(folder: Path) -> None:
        file = folder / f"{table}.csv"
        lines = file.read_text("utf-8").splitlines(keepends=True)
        file.write_text(lines[0] + change(lines[1:]), encoding="utf-8", newline="")

    return write


def twice(lines: list[str]) -> str:
    return "".join([lines[0], *lines])


def ceiling_of(amount: str) -> Callable[[Path], None]:
    def cell(lines: list[str]) -> str:
        return lines[0].rpartition(",")[0] + f",{amount}\n" + "".join(lines[1:])

    return first_row("ceiling", cell)


BAD: dict[str, Callable[[Path], None]] = {
    "no descriptor": lambda folder: (folder / "datapackage.json").unlink(),
    "broken descriptor": lambda folder: (folder / "datapackage.json").write_text("{")and None,
    "a table is gone": lambda folder: (folder / "node.csv").unlink(),
    "a table is not listed": lambda folder: shutil.copy(folder / "opd.csv", folder / "OPD.CSV")
    and None,
    "another region": edit("region", "33.28", "33.29"),
    "an unknown level": edit("node", "sub_kegiatan", "subkegiatan"),
    "an empty level": edit("node", "sub_kegiatan", ""),
    "an unknown column": lambda folder: (folder / "unit.csv").write_text("id,opd,lain\n") and None,
    "a column twice": lambda folder: (folder / "unit.csv").write_text("id,opd,opd\n") and None,
    "an empty file": lambda folder: (folder / "unit.csv").write_text("") and None,
    "not UTF-8": lambda folder: (folder / "unit.csv").write_bytes(b"id,opd,name\nu,01,\xff\n")
    and None,
    "a key twice": first_row("node", twice),
    "a lost reference": edit("node", "rpjmd", "entah"),
    "a key with a mark": first_row("unit", lambda lines: "a|b," + lines[0].partition(",")[2]),
    "a key with a space": first_row("unit", lambda lines: "a ," + lines[0].partition(",")[2]),
    "a short row": add("step", "x,y\n"),
    "a long row": add("unit", "x,01,a,b\n"),
    "an open quote at the end": add("unit", 'x,01,"a\n'),
    "an open quote that takes a row": first_row(
        "unit", lambda lines: lines[0].replace(",", ',"', 1) + "".join(lines[1:])
    ),
    "money in words": ceiling_of("banyak"),
    "money below zero": ceiling_of("-1.00"),
    "too much money": ceiling_of("900000000000000.00"),
    "a year out of this world": edit("target", ",20", ",90"),
    "a plan twice": first_row(
        "plan", lambda lines: "z" + lines[0] + "".join(lines)
    ),
    "no folder": shutil.rmtree,
}  # fmt: skip

ODD_YET_SOUND: dict[str, Callable[[Path], None]] = {
    "rows in another order": first_row("unit", lambda lines: "".join(reversed(lines))),
    "a cell of several lines": first_row(
        "unit", lambda lines: lines[0].rpartition(",")[0] + ',"x\ny"\n' + "".join(lines[1:])
    ),
    "no line end at the end": first_row("unit", lambda lines: "".join(lines).rstrip("\n")),
    "fewer columns": lambda folder: (folder / "unit.csv").write_text("id,opd\n") and None,
    "no row": lambda folder: (
        (folder / "ikm.csv").write_text((folder / "ikm.csv").read_text().partition("\n")[0] + "\n")
        and None
    ),
    "money without sen": ceiling_of("5"),
    "a dash for nothing": edit("opd", "Sekretaris Daerah", "-"),
    "line ends of Windows": first_row("unit", lambda lines: "".join(lines).replace("\n", "\r\n")),
}
