"""`kawal accounts`: list accounts that are worth a look, make one, give a new password, close one."""

from __future__ import annotations

import argparse

from kawal.engine.shared.wording import long_date
from kawal.front.cli.database import with_database
from kawal.front.cli.speech import complain, tell

NAME = "accounts"
HELP = "akun: daftar, akun baru, kata sandi baru, penutupan"
DONE, REFUSED = 0, 2
_ACCOUNT = "kawal-accounts"
"""In whose name the trail tells of what was done at the server itself."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", choices=("list", "create", "reset", "close"), metavar="list|create|reset|close",
        help="list: semua akun dengan yang perlu diperhatikan; create: akun baru; reset: kata sandi "
        "baru untuk sekali masuk; close: tutup akun",
    )  # fmt: skip
    parser.add_argument("code", nargs="?", metavar="KODE", help="kode masuk, kecuali untuk list")
    parser.add_argument(
        "--factors", action="store_true",
        help="bersama reset: lepas juga faktor kedua, bagi yang kehilangan telepon",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Returns 0, or 2 where it cannot be done. A password is shown once, on standard output only."""
    if (options.what == "list") is (options.code is not None):
        needed = "tidak memerlukan KODE" if options.code else "memerlukan KODE"
        complain(f"kawal accounts {options.what} {needed}.", "Lihat: kawal accounts --help")
        return REFUSED
    if options.factors and options.what != "reset":
        complain("--factors hanya untuk reset.", "Lihat: kawal accounts --help")
        return REFUSED
    return _list(options) if options.what == "list" else _write(options)


@with_database
def _list(_: argparse.Namespace) -> int:
    from kawal.base.organisation.clock import today
    from kawal.base.organisation.models import Account
    from kawal.base.signin.report import dormant, over_powerful

    for account in Account.objects.all():
        offices = ", ".join(each.name for each in account.offices_on(today()))
        state = "" if account.is_active else "  [ditutup]"
        tell(f"{account.code}{state}  {offices or 'tanpa jabatan'}")
    for idle in dormant(today()):
        seen = f"terakhir masuk {long_date(idle.seen)}" if idle.seen else "belum pernah masuk"
        tell(f"Tidak dipakai: {idle.account}: {seen}.")
    for strong in over_powerful(today()):
        tell(f"Terlalu kuat: {strong.account}: {strong.reason}")
    return DONE


@with_database
def _write(options: argparse.Namespace) -> int:
    from django.core.exceptions import ValidationError

    from kawal.base.organisation.models import Account

    found = Account.objects.filter(code=options.code).first()
    if options.what != "create" and found is None:
        complain(f'Tidak ada akun dengan kode "{options.code}".', "Daftarnya: kawal accounts list")
        return REFUSED
    try:
        return _do(options, found)
    except ValidationError as error:
        complain(*error.messages)
        return REFUSED


def _do(options: argparse.Namespace, found: object) -> int:
    from kawal.base.audit.actions import Actor
    from kawal.base.signin import actions

    by = Actor(account=_ACCOUNT, office=_ACCOUNT, office_label="Pengelola di server")
    if options.what == "close":
        actions.close_account(account=found, by=by)
        tell(f"Akun {options.code} ditutup. Jabatan yang dipegangnya diakhiri tersendiri.")
        return DONE
    if options.what == "create":
        _, password = actions.create_account(code=options.code, by=by)
    else:
        password = actions.reset_password(account=found, by=by, factors=options.factors)
    tell(
        f"Kata sandi untuk sekali masuk: {password}",
        "Hanya ditampilkan kali ini. Sampaikan langsung kepada pemegang akun "
        f"{options.code}; ia menggantinya saat masuk pertama.",
    )
    return DONE
