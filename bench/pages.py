"""`make bench-pages`: how long the pages of the application take, beside what their questions to the
database take in the same request. Runs on whichever database DATABASE_URL names, in one of its own
that is gone afterwards."""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kawal.front.site.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from kawal.base.organisation.guard import OFFICE  # noqa: E402
from kawal.base.organisation.models import Holding  # noqa: E402
from kawal.engine.generator.regency import CLOCK  # noqa: E402
from kawal.front.demo.seed import seed  # noqa: E402
from kawal.office.findings.actions import check_line  # noqa: E402
from kawal.office.planning.exchange import give_out  # noqa: E402
from kawal.office.planning.models import Node  # noqa: E402

ROUNDS, WARM_UP = 60, 5
SHARE = 8
"""A page's slow request takes at most so many times its own questions to the database."""

PAGES: Sequence[tuple[str, str]] = (
    ("sekda", "/meja/"),
    ("sekda", "/opd/05/"),
    ("sekda", "/temuan/"),
    ("perencana-05", "/meja-perencana/"),
)
LINE = "renja-2021-05-v1"


@dataclass(frozen=True)
class Page:
    """One page's requests. spent, asked: seconds of each request, and of its questions alone."""

    where: str
    questions: int
    spent: Sequence[float]
    asked: Sequence[float]

    @property
    def slow(self) -> float:
        """The ninety-fifth of a hundred requests, in seconds."""
        return statistics.quantiles(self.spent, n=20)[-1]

    @property
    def share(self) -> float:
        return self.slow / statistics.median(self.asked)


def main() -> int:
    """Prints one line per page; returns 0."""
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        with override_settings(KAWAL_TODAY=CLOCK, KAWAL_SECOND_FACTOR=False):
            seed()
            connection.cursor().execute("ANALYZE")
            gc.collect()
            gc.freeze()  # as the server does
            print(f"{connection.vendor}, {ROUNDS} permintaan tiap halaman")
            for office, where in PAGES:
                print(_line(_measured(office, where)))
            line = Node.objects.filter(plan_id=LINE, level="sub_kegiatan").first()
            print(f"satu baris diperiksa: {_median_ms(lambda: check_line(node=line)):.0f} ms")
            print(f"seluruh daerah dari basis data: {_median_ms(give_out):.0f} ms")
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    return 0


def _measured(office: str, where: str) -> Page:
    client = _entered(office)
    spent, asked = [], []
    questions = 0
    for number in range(ROUNDS + WARM_UP):
        with _listening() as heard:
            began = time.perf_counter()
            assert client.get(where).status_code == 200
            took = time.perf_counter() - began
        if number >= WARM_UP:
            spent.append(took)
            asked.append(sum(heard))
            questions = len(heard)
    return Page(where, questions, spent, asked)


def _line(page: Page) -> str:
    ms = 1000
    return (
        f"{page.where:20} {page.questions:3} pertanyaan, "
        f"median {statistics.median(page.spent) * ms:5.1f} ms, "
        f"p95 {page.slow * ms:5.1f} ms, pertanyaan {statistics.median(page.asked) * ms:4.1f} ms, "
        f"p95 {page.share:4.1f} kalinya (paling banyak {SHARE})"
    )


@contextmanager
def _listening() -> Iterator[list[float]]:
    """How long each question to the database took, in seconds."""
    heard: list[float] = []

    def timed(ask: Callable[..., Any], *question: Any) -> Any:
        began = time.perf_counter()
        try:
            return ask(*question)
        finally:
            heard.append(time.perf_counter() - began)

    with connection.execute_wrapper(timed):
        yield heard


def _entered(office: str) -> Client:
    client = Client()
    holding = Holding.objects.get(office__code=office)
    client.force_login(holding.account)
    session = client.session
    session[OFFICE] = office
    session.save()
    return client


def _median_ms(run: Callable[[], object]) -> float:
    run()
    spent = []
    for _ in range(5):
        began = time.perf_counter()
        run()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent) * 1000


if __name__ == "__main__":
    raise SystemExit(main())
