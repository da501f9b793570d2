"""The desks say what the rules say, and ask the database no more when there is more to tell."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kawal.base.organisation.models import Opd
from kawal.base.work.models import Notice, Task
from kawal.engine.shared.wording import rupiah
from kawal.office.findings.models import CheckRun, Finding, Spell
from kawal.office.planning.models import Allocation, Book, Plan
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
MOST_QUESTIONS = 20


def page(office: str, where: str) -> str:
    response = enter(office).get(where)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def questions(office: str, where: str) -> int:
    client = enter(office)
    client.get(where)
    with CaptureQueriesContext(connection) as asked:
        client.get(where)
    return len(asked)


@pytest.mark.parametrize(
    ("office", "where"),
    [
        ("sekda", "/meja/"), ("asisten-1", "/meja/"), ("sekda", "/opd/05/"),
        ("asisten-1", "/opd/05/"), ("perencana-05", "/opd/05/"), ("perencana-05", "/meja-perencana/"),
        ("bappeda", "/meja-jabatan/"), ("bagian-organisasi", "/meja-jabatan/"),
    ],
)  # fmt: skip
def test_a_desk_asks_twenty_questions_at_most(office: str, where: str) -> None:
    assert questions(office, where) <= MOST_QUESTIONS


@pytest.mark.parametrize(
    ("office", "where"),
    [("sekda", "/meja/"), ("sekda", "/opd/05/"), ("perencana-05", "/meja-perencana/")],
)
def test_more_rows_are_no_more_questions(office: str, where: str) -> None:
    before = questions(office, where)
    opd = Opd.objects.get(number="05")
    run = CheckRun.objects.all()[0]
    for number in range(30):
        finding = Finding.objects.create(
            rule="ARAH-01", key=f"05|{number}", table="opd", opd=opd, blocking=True,
            outcome="gagal", message="Uji", fix="Uji", owner="Kepala OPD", field="innovation.accepted",
        )  # fmt: skip
        Spell.objects.create(finding=finding, opened_at=run.started_at)
        head = opd.offices.get(role="kepala_opd")
        Task.objects.create(
            office=head, title="Uji", origin_kind="findings.finding", origin_key=f"uji-{number}",
            opened_on="2020-02-20", due_on="2020-02-27",
        )  # fmt: skip

    assert questions(office, where) == before


def test_an_addition_is_what_the_rule_says_of_it() -> None:
    finding = Finding.objects.filter(rule="TAMBAH-03").first()
    assert finding is not None
    locked = re.findall(r"Rp[\d.]+", finding.message)[0]
    plans = Plan.objects.filter(opd=finding.opd, first_year=2020, version=1)
    total = sum(
        Allocation.objects.filter(node__plan__in=plans, year=2020).values_list("amount", flat=True)
    )

    assert rupiah(total) == locked
    assert re.search(rf"{finding.opd} +\+1?\d", page("sekda", "/meja/"))


def test_money_on_the_page_of_an_opd_is_the_money_of_its_lines() -> None:
    plan = Plan.objects.get(opd__number="05", first_year=2021)
    lines = Allocation.objects.filter(node__plan=plan, year=2021, node__level="sub_kegiatan")
    total = sum(amount for amount in lines.values_list("amount", flat=True))

    assert rupiah(total) in page("sekda", "/opd/05/")


def test_who_has_submitted_nothing_is_neither_green_nor_zero() -> None:
    Plan.objects.filter(first_year=2021).update(submitted_at=None)

    told = page("sekda", "/meja/")

    assert "Belum ada OPD yang mengajukan Renja." in told
    assert "0 temuan menghalangi" not in told
    assert "Renja 2021 belum diajukan" in page("sekda", "/opd/05/")
    assert "Renja 2021 belum diajukan" not in page("perencana-05", "/opd/05/")


def test_what_the_plans_do_not_carry_has_no_number() -> None:
    book = Book.objects.get()
    for table in ("flagship", "innovation", "swot"):
        book.carried.pop(table)
    book.save()
    CheckRun.objects.update(coverage={})

    told = page("sekda", "/meja/")

    assert re.search(r"belum ada data +OPD tanpa inovasi", told)
    assert "Sembilan program unggulan belum ada data" in told


def test_before_the_first_run_nothing_is_said_to_be_in_order() -> None:
    Spell.objects.all().delete()
    CheckRun.objects.all().delete()

    told = page("sekda", "/meja/")

    assert "Rencana belum diperiksa." in told
    assert "tidak ada temuan" not in told


def test_an_assistant_sees_the_opd_of_the_portfolio_and_no_other() -> None:
    told = page("asisten-1", "/meja/")

    assert "Dinkes" in told
    assert "Bappenda" not in told


def test_what_is_late_beyond_the_assistant_lies_before_the_sekda() -> None:
    risen = Task.objects.waiting().filter(risen_to__code="sekda")
    assert risen.exists()

    assert f"{risen.count()} hal lewat tenggat naik kepada Anda." in page("sekda", "/meja/")


def test_everything_that_waits_leads_to_where_it_is_done() -> None:
    task = Task.objects.waiting().filter(risen_to__code="sekda").first()
    assert task is not None

    answer = enter("sekda").get(reverse("desk:task", args=[task.pk]), follow=True)

    assert answer.status_code == 200
    assert answer.resolver_match.view_name == "findings:one"


def test_outside_offices_find_only_what_is_shared_with_them() -> None:
    assert "Belum ada yang dibagikan" in page("tokoh-agama", "/dibagikan/")
    assert enter("tokoh-agama").get("/").headers["Location"] == "/dibagikan/"
    assert enter("tokoh-agama").get("/meja/").status_code == 404


def test_every_desk_is_one_step_from_the_front_page() -> None:
    assert enter("sekda").get("/").headers["Location"] == "/meja/"
    assert enter("perencana-05").get("/").headers["Location"] == "/meja-perencana/"


def test_what_rose_is_told_to_the_office_and_read_once() -> None:
    client = enter("sekda")

    told = client.get("/kabar/").content.decode()
    assert "Lewat tenggat" in told
    client.post("/kabar/dibaca/")

    assert "Tidak ada kabar baru." in client.get("/kabar/").content.decode()


def test_the_agenda_names_deadlines_and_holidays() -> None:
    told = page("perencana-05", "/agenda/")

    task = Task.objects.waiting().filter(office__code="kepala-05", due_on__gte="2020-03-02").first()
    assert task is None or task.title in told
    assert "Hari Suci Nyepi" in told
    assert "hari libur dalam 60 hari ke depan." in told


def test_news_stands_under_its_day() -> None:
    notice = Notice.objects.filter(office__code="sekda").order_by("-made_at", "-pk").first()
    assert notice is not None

    told = page("sekda", "/kabar/")

    assert told.index("2 Maret 2020") < told.index(notice.words[:40])


@pytest.mark.parametrize("where", ["/meja/", "/tugas/"])
def test_the_sekda_reminds_with_one_button_and_sees_when(where: str) -> None:
    task = Task.objects.waiting().filter(risen_to__code="sekda").first()
    assert task is not None
    Task.objects.exclude(pk=task.pk).update(
        risen_to=None
    )  # on the desk what is equal is told as one
    client, address = enter("sekda"), reverse("desk:remind", args=[task.pk])
    assert address in client.get(where).content.decode()

    answer = client.post(address, {"kembali": where})

    assert answer["Location"] == f"{where}#tugas-{task.pk}"
    told = client.get(where).content.decode()
    assert address not in told
    assert "diingatkan 2 Maret 2020" in told
    assert Notice.objects.filter(office=task.office, key__startswith="work.remind").count() == 1


def test_a_second_office_does_not_remind_again_that_day() -> None:
    task = Task.objects.waiting().filter(risen_to__code="sekda", office__opd__isnull=False).first()
    assert task is not None
    address = reverse("desk:remind", args=[task.pk])
    for office in ("sekda", "sekda-tapd"):
        enter(office).post(address)

    assert Notice.objects.filter(key__startswith="work.remind").count() == 1


def test_an_assistant_reminds_within_the_portfolio_only() -> None:
    waiting = Task.objects.waiting().exclude(risen_to__code="asisten-1")
    own, other = (
        waiting.filter(office__opd__portfolios__office__code=code).first()
        for code in ("asisten-1", "asisten-2")
    )
    assert own is not None
    assert other is not None
    client = enter("asisten-1")

    assert client.post(reverse("desk:remind", args=[own.pk])).status_code == 302
    assert client.post(reverse("desk:remind", args=[other.pk])).status_code == 404


def test_a_finding_shows_the_reminder_and_the_trail_has_its_line() -> None:
    task = Task.objects.waiting().filter(origin_kind="findings.finding").first()
    assert task is not None
    client, where = enter("sekda"), f"/temuan/{task.origin_key}/"
    assert "Ingatkan" in client.get(where).content.decode()

    client.post(reverse("desk:remind", args=[task.pk]), {"kembali": where})

    told = client.get(where).content.decode()
    assert "Diingatkan 2 Maret 2020." in told
    assert f"{task.office.name} diingatkan" in told


def test_a_reminder_leads_to_no_other_house() -> None:
    task = Task.objects.waiting().exclude(office__code="sekda").first()
    assert task is not None

    answer = enter("sekda").post(
        reverse("desk:remind", args=[task.pk]), {"kembali": "https://lain.example/"}
    )

    assert answer["Location"].startswith("/tugas/")


def test_the_first_line_is_said_whole_in_english() -> None:
    client = enter("sekda")
    client.cookies["bahasa"] = "en"

    told = client.get("/meja/").content.decode()

    assert "hold up the lock in" in told
    assert "temuan menahan" not in told
