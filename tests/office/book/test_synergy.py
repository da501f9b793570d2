"""Lines and indicators of different OPD that may call for working together: offered, asked and
answered."""

from __future__ import annotations

import csv
import time
from itertools import count
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kawal.base.audit.models import Entry
from kawal.base.organisation.models import Opd
from kawal.base.work.models import Task
from kawal.engine.snapshot.package import digest_of
from kawal.office.book import synergy
from kawal.office.book.models import Partnership
from kawal.office.book.partnering import answer_partner, ask
from kawal.office.book.synergy import Item, Pair, items_of, pairs, submitted_pairs
from kawal.office.planning.exchange import give_out
from kawal.office.planning.models import Node, Plan
from tests.office.book.test_round import actor, text_of
from tests.regency import enter

LABELLED = Path(__file__).with_name("pasangan.csv")
application = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]


def labelled() -> list[tuple[Item, Item, bool]]:
    """Pairs of ours with whether a planner would want the two OPD to talk; each text an OPD's own."""
    opd, told = count(1), []
    with LABELLED.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            ties = {row["ikatan"]: row["ikatan"]} if row["ikatan"] else {}
            one, other = (
                Item("node", f"{row[side]}|{next(opd)}", row[side], next(opd), "", ties)
                for side in ("satu", "lain")
            )
            told.append((one, other, row["perlu"] == "1"))
    return told


def test_on_labelled_pairs_most_are_found_and_few_called_without_cause(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = labelled()
    found = {
        frozenset((each.one.key, each.other.key))
        for each in pairs([item for one, other, _ in told for item in (one, other)])
    }
    found &= {frozenset((one.key, other.key)) for one, other, _ in told}  # others nobody labelled
    wanted = {frozenset((one.key, other.key)) for one, other, is_wanted in told if is_wanted}

    precision, recall = len(found & wanted) / len(found), len(found & wanted) / len(wanted)

    with capsys.disabled():
        print(f" [synergy: precision {precision:.2f}, recall {recall:.2f}] ", end="")
    assert precision >= 0.9
    assert recall >= 0.75


def item(key: str, text: str, opd: int, **ties: str) -> Item:
    return Item("node", key, text, opd, "", ties)


def test_the_same_words_with_other_endings_say_nearly_the_same() -> None:
    (pair,) = pairs([item("a", "Pelatihan Kader Gizi", 1), item("b", "Kader gizi yang dilatih", 2)])

    assert pair.nearly_the_same
    assert pair.why.startswith("hampir sama")
    assert "kader" in pair.why


def test_within_one_opd_nothing_is_offered() -> None:
    assert not pairs([item("a", "Pelatihan Kader Gizi", 1), item("b", "Pelatihan Kader Gizi", 1)])


def test_what_every_office_does_is_no_meeting_point() -> None:
    assert not pairs([item(str(opd), "Pembinaan desa", opd) for opd in range(6)])


def test_a_pair_is_the_same_whichever_stands_first() -> None:
    one, other = item("a", "Kader gizi", 1), item("b", "Kader gizi", 2)

    told = Pair(one, other, 100, [], [])

    assert told.key == Pair(other, one, 100, [], []).key
    assert told.seen_from({2}).one is other


class TestApplication:
    """In the sample regency."""

    pytestmark = application

    @pytest.fixture
    def pair(self) -> Pair:
        """A line of 05 and one of 10 that say the same."""
        texts = ("Pelatihan Bidan Terpencil", "Bidan terpencil yang dilatih")
        for number, title in zip(("05", "10"), texts, strict=True):
            plan = Plan.objects.get(kind="renja", first_year=2021, opd__number=number)
            plan.submitted_at = plan.submitted_at or "2020-03-01T00:00:00Z"
            plan.save()
            line = plan.nodes.filter(level="sub_kegiatan").exclude(code__contains=".01.2.").first()
            assert line is not None
            Node.objects.filter(pk=line.pk).update(title=title, code="")
        synergy._kept.clear()
        own = Opd.objects.get(number="05").pk
        told = [each.seen_from({own}) for each in submitted_pairs()]
        return next(
            each for each in told if each.one.text == texts[0] and each.other.text == texts[1]
        )

    def test_asking_makes_one_task_for_the_other_head_however_often(self, pair: Pair) -> None:
        where = reverse("book:ask_partner", args=[pair.key])

        enter("perencana-05").post(where)
        enter("perencana-05").post(where)
        enter("kepala-10").post(where)

        made = Partnership.objects.get()
        assert made.task.office.code == "kepala-10"
        assert Task.objects.filter(origin_kind="book.partnership").count() == 1
        assert Entry.objects.filter(action="book.ask_partner").count() == 1
        led = enter("kepala-10").get(reverse("desk:task", args=[made.task_id]))
        assert led["Location"] == reverse("book:partner", args=[pair.key])

    def test_nothing_is_asked_and_nothing_changes_by_itself(self, pair: Pair) -> None:
        before = digest_of(give_out())

        text_of("perencana-05", "/buku/kerja-sama/")
        ask(pair=pair, by=actor("perencana-05"))

        assert digest_of(give_out()) == before

    def test_the_head_who_was_asked_answers_and_who_asked_reads_it(self, pair: Pair) -> None:
        made = ask(pair=pair, by=actor("perencana-05"))

        with pytest.raises(ValidationError, match="dijawab oleh"):
            answer_partner(partnership=made, text="Ya.", by=actor("kepala-05"))
        where = reverse("book:answer_partner", args=[pair.key])
        assert enter("kepala-10").post(where, {"reason": " "}).status_code == 422
        enter("kepala-10").post(where, {"reason": "Dilatih bersama bulan Mei."})

        told = text_of("perencana-05", reverse("book:partner", args=[pair.key]))
        assert "sudah menjawab" in told
        assert "Dilatih bersama bulan Mei." in told
        made.task.refresh_from_db()
        assert made.task.done_at is not None
        ask(pair=pair, by=actor("perencana-05"))
        assert Task.objects.filter(origin_kind="book.partnership").count() == 1

    def test_a_planner_sees_the_own_pairs_with_score_and_reason_only(self, pair: Pair) -> None:
        told = text_of("perencana-05", "/buku/kerja-sama/")

        assert "Pelatihan Bidan Terpencil" in told
        assert f"nilai {pair.score} dari 100: hampir sama" in told
        assert "Pelatihan Bidan Terpencil" not in text_of("perencana-20", "/buku/kerja-sama/")
        answered = enter("perencana-20").post(reverse("book:ask_partner", args=[pair.key]))
        assert answered.status_code == 404

    def test_the_page_of_one_line_tells_its_pairs(self, pair: Pair) -> None:
        line = reverse("renja:line", args=[pair.one.key])
        where = f"/buku/kerja-sama/?baris={pair.one.key}"

        assert where in enter("perencana-05").get(line).content.decode().replace("%2F", "/")
        assert "Bidan terpencil yang dilatih" in text_of("perencana-05", where)

    def test_what_an_opd_still_drafts_is_in_no_pair(self) -> None:
        drafting = set(Plan.objects.drafts().values_list("opd", flat=True))

        assert drafting
        assert not drafting & {opd for p in submitted_pairs() for opd in (p.one.opd, p.other.opd)}

    def test_the_whole_year_is_compared_within_a_second(self) -> None:
        items = items_of(list(Plan.objects.filter(kind="renja", first_year=2021)))
        pairs(items)  # the roots are known from now on
        began = time.perf_counter()
        pairs(items)
        spent = time.perf_counter() - began

        assert len(items) > 500
        assert spent < 1
