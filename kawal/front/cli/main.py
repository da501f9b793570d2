"""The command `kawal`. Each subcommand loads what it needs when it is called, so `kawal --help`
loads nothing and `kawal check` never loads a web framework."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from kawal import __version__
from kawal.front.cli import check, generate, regulations, rules, snapshot, template

UNUSABLE = 2


class _Parser(argparse.ArgumentParser):
    """Argparse in Indonesian; a wrong call is unusable input and exits with 2."""

    def error(self, message: str) -> NoReturn:
        self.exit(UNUSABLE, f"kawal: {_in_indonesian(message)}\nLihat: {self.prog} --help\n")

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "Cara pakai: ", 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; returns its exit status."""
    parser = _build()
    options = parser.parse_args(arguments)
    if options.run is None:
        parser.print_help()
        return 0
    try:
        return int(options.run(options))
    except BrokenPipeError:  # `kawal rules | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("Dihentikan.", file=sys.stderr)
        return 130


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
    for command in (check, generate, regulations, rules, snapshot, template):
        added = commands.add_parser(
            command.NAME, help=command.HELP, description=command.HELP, add_help=False
        )
        _add_help(added)
        command.add_arguments(added)
        added.set_defaults(run=command.run)
    for group in (parser, *commands.choices.values()):
        _name_groups(group)
    return parser


def _add_help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")


def _name_groups(parser: argparse.ArgumentParser) -> None:
    names = {"positional arguments": "Masukan", "options": "Pilihan"}
    for group in parser._action_groups:
        group.title = names.get(group.title or "", group.title)


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
