"""`kawal reference`: a decree's list of codes as a pack that `kawal check` can judge with, and what the
next decree makes of its codes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kawal.engine.shared.errors import UnusableInput
from kawal.front.cli.shared import a_day, a_path, progress
from kawal.front.cli.speech import complain, tell, tell_problems, tell_unwritten

if TYPE_CHECKING:
    from kawal.engine.reference.mapping import CodeMapping

NAME = "reference"
HELP = (
    "buat atau tampilkan paket daftar kode sebuah keputusan, untuk `kawal check --reference`; "
    "padankan kode dua keputusan"
)
UNUSABLE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(
        title="Tindakan", metavar="TINDAKAN", dest="action", required=True,
        parser_class=type(parser),
    )  # fmt: skip
    build = actions.add_parser("build", help="buat paket dari daftar kode (.csv atau .xlsx)")
    build.add_argument("path", type=a_path, metavar="BERKAS", help="daftar kode, .csv atau .xlsx")
    build.add_argument(
        "--decree", type=a_title, required=True, metavar="JUDUL", help="nama keputusannya"
    )
    build.add_argument(
        "--since", type=a_day, required=True, metavar="TANGGAL",
        help="hari pertama berlaku; rencana suatu tahun memakai yang berlaku pada 1 Januarinya",
    )  # fmt: skip
    build.add_argument("--until", type=a_day, metavar="TANGGAL", help="hari terakhir berlaku")
    build.add_argument(
        "-o", "--output", type=a_path, required=True, metavar="PAKET",
        help="nama folder, atau nama.zip",
    )  # fmt: skip
    show = actions.add_parser("show", help="tampilkan isi sebuah paket")
    show.add_argument("path", type=a_path, metavar="PAKET", help="folder atau zip")
    mapped = actions.add_parser(
        "map", help="padankan kode lama dengan kode baru; yang tidak pasti hanya diusulkan"
    )
    _add_two_packs(mapped)
    impact = actions.add_parser(
        "impact",
        help="tunjukkan baris rencana yang berganti atau kehilangan kode, dengan rupiahnya",
    )
    impact.add_argument("path", type=a_path, metavar="RENCANA", help="seperti `kawal check`")
    _add_two_packs(impact)


def _add_two_packs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", type=a_path, metavar="LAMA", help="paket keputusan yang lama")
    parser.add_argument("new", type=a_path, metavar="BARU", help="paket keputusan yang baru")
    parser.add_argument("--csv", type=a_path, metavar="BERKAS", help="tulis semuanya sebagai CSV")
    parser.add_argument("--json", type=a_path, metavar="BERKAS", help="tulis semuanya sebagai JSON")


def a_title(text: str) -> str:
    """An argument that names a decree, on one line."""
    title = " ".join(text.split())
    if not title or not title.isprintable():
        raise argparse.ArgumentTypeError("nama keputusan harus berisi teks biasa")
    return title


def run(options: argparse.Namespace) -> int:
    """Do what was asked. Returns 0, or 2 where the input cannot be used."""
    try:
        if options.action == "build":
            return _build(options)
        if options.action == "show":
            return _show(options.path)
        return _map(options) if options.action == "map" else _impact(options)
    except UnusableInput as error:
        tell_problems(error)
        return UNUSABLE
    except OSError as error:
        tell_unwritten("Paket daftar kode" if options.action == "build" else "Hasil", error)
        return UNUSABLE


def _build(options: argparse.Namespace) -> int:
    from kawal.engine.readers.code_list import build
    from kawal.engine.reference import package
    from kawal.front.cli.places import pack_refusal

    since: date = options.since
    if options.until is not None and options.until < since:
        complain("--until lebih dahulu daripada --since.")
        return UNUSABLE
    built = build(options.path, title=options.decree, since=since, until=options.until)
    if refused := pack_refusal(options.output):
        complain(refused)
        return UNUSABLE
    package.write(built.pack, options.output)
    tell(*built.notes, f"Paket daftar kode: {options.output}")
    return _show(options.output)


def _show(path: Path) -> int:
    from kawal.engine.reference import package
    from kawal.engine.reference.lists import summary

    pack = package.read(path)
    tell(*summary(pack), f"Sidik paket (SHA-256): {package.digest_of(pack)}")
    return 0


def _map(options: argparse.Namespace) -> int:
    from kawal.engine.reference.mapping_files import as_csv, as_json, lines_of

    if refused := _clash(options, [options.old, options.new]):
        complain(refused)
        return UNUSABLE
    with progress("Memadankan"):
        mapping = _mapping(options.old, options.new)
    _write(options, lambda: as_csv(mapping), lambda: as_json(mapping))
    tell(*lines_of(mapping), *_written(options))
    return 0


def _impact(options: argparse.Namespace) -> int:
    from kawal.engine.readers import read_paths
    from kawal.engine.reference.impact import impact_of
    from kawal.engine.reference.impact_files import as_csv, as_json, lines_of

    if refused := _clash(options, [options.path, options.old, options.new]):
        complain(refused)
        return UNUSABLE
    with progress("Memadankan"):
        reading = read_paths([options.path])
        impact = impact_of(reading.snapshot, _mapping(options.old, options.new))
    _write(options, lambda: as_csv(impact), lambda: as_json(impact))
    tell(*reading.notes, *lines_of(impact), *_written(options))
    return 0


def _mapping(old: Path, new: Path) -> CodeMapping:
    from kawal.engine.reference import package
    from kawal.engine.reference.mapping import map_codes

    return map_codes(package.read(old), package.read(new))


def _write(
    options: argparse.Namespace, as_csv: Callable[[], str], as_json: Callable[[], str]
) -> None:
    """The files that were asked for, together or not at all. Raises OSError."""
    from kawal.engine.shared.files import write_together

    asked = {options.csv: as_csv, options.json: as_json}
    write_together({path: make().encode() for path, make in asked.items() if path is not None})


def _written(options: argparse.Namespace) -> list[str]:
    return [f"Hasil: {path}" for path in (options.csv, options.json) if path is not None]


def _clash(options: argparse.Namespace, inputs: list[Path]) -> str | None:
    from kawal.front.cli.places import clash

    asked = {"--csv": options.csv, "--json": options.json}
    outputs = {option: path for option, path in asked.items() if path is not None}
    return clash(outputs, inputs) if outputs else None
