"""The command `kawal`. Each subcommand loads what it needs when it is called, so `kawal --help`
loads nothing and `kawal check` never loads a web framework."""

from __future__ import annotations

import argparse
import os
import traceback
from collections.abc import Sequence
from typing import NoReturn

from kawal import __version__
from kawal.front.cli import (
    accounts,
    audit,
    check,
    demo,
    diff,
    generate,
    migrate,
    nightly,
    offices,
    profile,
    reference,
    regulations,
    rules,
    serve,
    sharpen,
    snapshot,
    template,
)
from kawal.front.cli.speech import Unheard, complain, speak_in_any_encoding, tell

_COMMANDS = (
    check, diff, generate, profile, reference, regulations, rules, snapshot, template, migrate, audit,
    serve, demo, nightly, accounts, offices, sharpen,
)  # fmt: skip

UNUSABLE, INTERRUPTED = 2, 130
LONGEST_FAULT = 300
"""Characters of an unforeseen error that are shown; it may quote a whole table."""


class _Parser(argparse.ArgumentParser):
    """Argparse in Indonesian; a wrong call is unusable input and exits with 2."""

    def error(self, message: str) -> NoReturn:
        complain(f"kawal: {_in_indonesian(message)}", f"Lihat: {self.prog} --help")
        self.exit(UNUSABLE)

    def _print_message(self, message: str, file: object = None) -> None:  # noqa: ARG002
        """Help and version. Argparse itself would swallow that they cannot be written."""
        tell(*message.splitlines())

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "Cara pakai: ", 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; returns its exit status. Nothing is raised, whatever happens."""
    speak_in_any_encoding()
    try:
        return _run(arguments)
    except Unheard as error:
        complain(f"Keluaran tidak dapat ditulis: {error}.")
    except SystemExit as ending:  # a server that was told to stop
        return int(ending.code or 0)
    except KeyboardInterrupt:
        complain("Dihentikan.")
        return INTERRUPTED
    except BaseException as error:  # a panic of Polars is no Exception
        _own_up(error)
    return UNUSABLE


def _run(arguments: Sequence[str] | None) -> int:
    parser = _build()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as ending:
        return int(ending.code or 0)
    if options.run is None:
        parser.print_help()
        return 0
    return int(options.run(options))


def _own_up(error: BaseException) -> None:
    """What Kawal says of a fault that nobody foresaw; its trace only to who asks for it."""
    if os.environ.get("KAWAL_DEBUG") == "1":
        complain(*"".join(traceback.format_exception(error)).splitlines())
    told = " ".join(f"{type(error).__name__}: {error}".split())
    complain(
        "Kawal sendiri yang galat, bukan berkas Anda; mohon laporkan di halaman Issues proyek Kawal "
        "(caranya di CONTRIBUTING.md, untuk lubang keamanan di SECURITY.md; KAWAL_DEBUG=1 "
        f"menampilkan jejaknya) dengan pesan ini: {told[:LONGEST_FAULT]}"
    )


def _build() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="kawal",
        description="Kawal memeriksa rencana kerja tahunan sebuah kabupaten menurut aturannya.",
        add_help=False,
    )
    _add_help(parser)
    parser.add_argument(
        "--version", action="version", version=f"kawal {__version__}", help="tampilkan versi"
    )
    parser.set_defaults(run=None)
    commands = parser.add_subparsers(title="Perintah", metavar="PERINTAH", parser_class=_Parser)
    for command in _COMMANDS:
        added = commands.add_parser(
            command.NAME, help=command.HELP, description=command.HELP, add_help=False
        )
        _add_help(added)
        command.add_arguments(added)
        added.set_defaults(run=command.run)
    _name_groups(parser)
    return parser


def _add_help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")


def _name_groups(parser: argparse.ArgumentParser) -> None:
    names = {"positional arguments": "Masukan", "options": "Pilihan"}
    for group in parser._action_groups:
        group.title = names.get(group.title or "", group.title)
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            action.help = "tampilkan bantuan ini"
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                _name_groups(each)


def _in_indonesian(message: str) -> str:
    """The few messages that argparse makes itself."""
    replacements = (
        ("the following arguments are required", "yang ini harus disebut"),
        ("unrecognized arguments", "pilihan tidak dikenal"),
        ("invalid choice", "tidak dikenal"),
        ("choose from", "pilih dari"),
        ("expected one argument", "perlu satu isian"),
        ("expected at least one argument", "perlu paling sedikit satu isian"),
        ("invalid int value", "bukan bilangan bulat"),
        ("argument ", "pilihan "),
    )
    for english, indonesian in replacements:
        message = message.replace(english, indonesian)
    return message
