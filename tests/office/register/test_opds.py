"""OPD are reorganised after their consequences were read; units keep their place in the plans."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from kawal.base.audit.models import Entry
from kawal.base.organisation.actions import lineage
from kawal.base.organisation.clock import now, today
from kawal.base.organisation.models import Office, Opd, Portfolio, Unit
from kawal.base.work.models import Task
from kawal.engine.snapshot.package import digest_of
from kawal.office.planning.exchange import give_out
from kawal.office.planning.models import Book, Plan
from tests.office.register.test_offices import WRITER, text
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
DAY = "01-07-2020"
FIRST = date(2020, 7, 1)


def opd(number: str = "05") -> Opd:
    return Opd.objects.get(number=number, until__isnull=True)


def form(*ends: str, begins: list[tuple[str, str]], **more: str) -> dict[str, Any]:
    told: dict[str, Any] = {"on": DAY, "ends": [opd(number).pk for number in ends], **more}
    for at, (number, name) in enumerate(begins, 1):
        told |= {f"baru{at}-number": number, f"baru{at}-name": name}
    return told


def send(data: dict[str, Any], by: str = WRITER) -> Any:
    return enter(by).post(reverse("register:reorganise"), data)


def test_the_preview_names_what_hangs_on_the_opd_and_changes_nothing() -> None:
    plans = Plan.objects.filter(opd=opd()).count()
    before = Entry.objects.count()

    told = text(send(form("05", begins=[("05", "Dinas Kesehatan Masyarakat")])))

    assert "Belum ada yang berubah." in told
    assert "pindah ke Dinas Kesehatan Masyarakat" in told
    for what, number in (("Jabatan", 2), ("Pemegang jabatan", 2), ("Rencana", plans)):
        cell = rf'{what}</th>\s*<td role="cell" data-kepala="Banyaknya" class="angka">{number}<'
        assert re.search(cell, told), what
    assert Entry.objects.count() == before
    assert opd().until is None


def test_a_rename_carries_offices_holders_tasks_and_assistant_on() -> None:
    old, held = opd(), Office.objects.get(code="kepala-05").holdings.get()
    tasks = Task.objects.waiting().filter(office__opd=old).count()
    assistant = old.portfolios.get().office

    response = send(form("05", begins=[("05", "Dinas Sehat")], dilaksanakan="ya"))

    assert response.status_code == 302
    old.refresh_from_db()
    new = opd()
    assert (old.until, new.since, new.name) == (date(2020, 6, 30), FIRST, "Dinas Sehat")
    assert lineage(new) == (old, new)
    assert set(new.offices.values_list("code", flat=True)) == {"kepala-05", "perencana-05"}
    held.refresh_from_db()
    assert held.until is None
    assert Task.objects.waiting().filter(office__opd=new).count() == tasks
    assert new.portfolios.get().office == assistant
    assert old.portfolios.get().until == date(2020, 6, 30)
    told = text(enter("sekda").get(response["Location"]))
    assert "Dinas Sehat" in told
    actions = Entry.objects.order_by("-sequence").values_list("action", flat=True)[:3]
    assert set(actions) == {"organisation.hand_over", "organisation.reorganise"}


def test_whose_opd_was_renamed_still_reads_its_plans(settings: Any) -> None:
    send(form("05", begins=[("05", "Dinas Sehat")], dilaksanakan="ya"))
    plan = Plan.objects.filter(opd__number="05", kind="renja").first()
    assert plan is not None

    for day in (today(), FIRST):
        settings.KAWAL_TODAY = day
        page = enter("perencana-05").get(reverse("renja:plan", args=[plan.pk]))
        assert page.status_code == 200, day
        assert enter("sekda").get(reverse("desk:sekda")).status_code == 200
        assert enter("sekda").get(reverse("desk:opd", args=["05"])).status_code == 200


def test_plans_are_given_out_the_same_after_a_rename() -> None:
    book = Book.objects.get()
    before = digest_of(give_out())
    assert book.units.exists()

    send(form("05", begins=[("05", "Dinas Sehat")], dilaksanakan="ya"))

    assert digest_of(give_out()) == before


def test_a_split_asks_where_each_office_goes() -> None:
    begins = [("05", "Dinas Kesehatan"), ("90", "Dinas Keluarga Berencana")]

    asked = text(send(form("05", begins=begins)))
    done = send(
        form("05", begins=begins, dilaksanakan="ya")
        | {"office|kepala-05": "0", "office|perencana-05": "1"}
    )

    assert "Ke mana masing-masing" in asked
    assert "Jabatan kepala ada 1 untuk 2 OPD" in asked
    assert done.status_code == 302
    assert Office.objects.get(code="kepala-05").opd == opd("05")
    assert Office.objects.get(code="perencana-05").opd == opd("90")
    assert {each.office.code for each in Portfolio.objects.filter(opd__since=FIRST)} == {
        "asisten-1"
    }


def test_a_split_is_not_done_before_every_heir_is_chosen() -> None:
    begins = [("05", "Dinas Kesehatan"), ("90", "Dinas Keluarga Berencana")]

    response = send(form("05", begins=begins, dilaksanakan="ya") | {"office|kepala-05": "7"})

    assert response.status_code == 200
    assert "Pilihan ini tidak ada." in text(response)
    assert not Opd.objects.filter(number="90").exists()


def test_a_merger_warns_of_two_heads_and_of_two_assistants() -> None:
    told = text(send(form("05", "20", begins=[("91", "Dinas Gabungan")])))

    assert "Satu OPD akan mempunyai 2 jabatan kepala" in told
    assert "Asisten penerus belum jelas" in told


def test_an_opd_that_is_closed_ends_its_holders() -> None:
    send(form("05", begins=[], dilaksanakan="ya"))

    assert Office.objects.get(code="kepala-05").holdings.get().until == FIRST - timedelta(days=1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"on": "besok"}, "Tulis hari, bulan, lalu tahun dengan angka."),
        ({"on": "01-01-1990"}, "tidak berdiri sampai 01-01-1990."),
        ({"ends": ["x"]}, "Pilihan ini tidak ada."),
        ({"baru1-name": ""}, "Isi nomor dan nama, atau kosongkan semuanya."),
        ({"baru1-number": "20"}, "Nomor 20 sudah dipakai"),
        ({"baru2-number": "05", "baru2-name": "Dinas Kedua"}, "Nomor 05 sudah dipakai"),
        ({"ends": [], "baru1-number": "", "baru1-name": ""}, "Pilih OPD yang berakhir"),
        ({"baru1-number": "9" * 41}, "40"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_changes(
    change: dict[str, Any], said: str
) -> None:
    data = form("05", begins=[("05", "Dinas Sehat")], dilaksanakan="ya")

    response = send(data | change)

    assert response.status_code == 200
    assert said in text(response)
    assert not Opd.objects.filter(since=FIRST).exists()


def test_the_list_shows_the_opd_of_a_day() -> None:
    send(form("05", begins=[("05", "Dinas Sehat")], dilaksanakan="ya"))
    client = enter("sekda")

    before = text(client.get(reverse("register:opds"), {"tanggal": "30-06-2020"}))
    after = text(client.get(reverse("register:opds"), {"tanggal": DAY}))

    assert "Dinas Sehat" not in before
    assert "Dinas Sehat" in after
    assert "Tulis hari" in text(client.get(reverse("register:opds"), {"tanggal": "xx"}))


def test_the_page_of_an_opd_tells_its_lineage() -> None:
    old = opd()
    send(form("05", begins=[("05", "Dinas Sehat")], dilaksanakan="ya"))
    client = enter("sekda")

    assert "Penerus" in text(client.get(reverse("register:opd", args=[old.pk])))
    assert "Asal" in text(client.get(reverse("register:opd", args=[opd().pk])))


def test_a_unit_is_added_below_another_and_hung_elsewhere() -> None:
    client, of = enter(WRITER), opd()
    add = reverse("register:add_unit", args=[of.pk])
    assert (
        client.post(add, {"code": "u1", "name": "Bidang Satu", "kind": "bidang"}).status_code == 302
    )
    one = Unit.objects.get(code="u1")
    client.post(add, {"code": "u2", "name": "Seksi Dua", "kind": "seksi", "parent": str(one.pk)})
    two = Unit.objects.get(code="u2")
    assert two.parent == one

    client.post(reverse("register:unit", args=[two.pk]), {"name": "Seksi Lain", "kind": "seksi"})

    two.refresh_from_db()
    assert (two.name, two.parent) == ("Seksi Lain", None)
    assert Entry.objects.latest("sequence").action == "organisation.change_unit"


def test_a_unit_cannot_hang_below_itself_nor_take_a_code_that_is_there() -> None:
    client, of = enter(WRITER), opd()
    one = Unit.objects.create(code="u1", name="Satu", opd=of)
    two = Unit.objects.create(code="u2", name="Dua", opd=of, parent=one)

    looped = client.post(reverse("register:unit", args=[one.pk]), {"name": "S", "parent": two.pk})
    again = client.post(reverse("register:add_unit", args=[of.pk]), {"code": "u1", "name": "X"})

    assert "di bawah dirinya sendiri" in text(looped)
    assert "Kode u1 sudah dipakai Satu, Dinkes; pilih kode lain." in text(again)
    assert Unit.objects.filter(code="u1").count() == 1
    one.refresh_from_db()
    assert one.parent is None


def test_plans_remember_what_a_unit_of_theirs_was_called() -> None:
    unit = Book.objects.get().units.filter(opd__number="05").first()
    assert unit is not None
    before, moment = unit.name, now()

    enter(WRITER).post(reverse("register:unit", args=[unit.pk]), {"name": "Bidang Baru"})

    def named(**when: Any) -> str:
        frame = give_out(**when).frame("unit")
        return str(dict(frame.select("id", "name").iter_rows())[unit.code])

    assert named() == "Bidang Baru"
    assert named(as_of=moment) == before


def test_opd_without_an_assistant_are_named_and_get_one() -> None:
    opd().portfolios.all().delete()
    client = enter(WRITER)
    assert "1 OPD belum didampingi asisten." in text(client.get(reverse("register:assistants")))
    of, assistant = opd(), Office.objects.get(code="asisten-2")

    client.post(
        reverse("register:assign"), {"opd": of.pk, "office": assistant.pk, "since": "02-03-2020"}
    )

    assert of.portfolios.get().office == assistant
    assert "Setiap OPD didampingi" in text(client.get(reverse("register:assistants")))
    assert enter("asisten-2").get(reverse("desk:opd", args=["05"])).status_code == 200


def test_a_change_of_assistant_ends_the_one_before_and_may_leave_none() -> None:
    of, client = opd(), enter(WRITER)

    client.post(reverse("register:assign"), {"opd": of.pk, "office": "-", "since": "03-03-2020"})

    assert of.portfolios.get().until == date(2020, 3, 2)
    assert Entry.objects.latest("sequence").action == "organisation.assign"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"since": "01-01-1999"}, "tidak berdiri pada 01-01-1999."),
        ({"since": "08-01-2019"}, "sudah didampingi"),
        ({"opd": "x"}, "Pilihan ini tidak ada."),
        ({"office": "x"}, "Pilihan ini tidak ada."),
    ],
)
def test_an_assistant_that_cannot_be_is_refused(change: dict[str, str], said: str) -> None:
    good = {"opd": str(opd().pk), "office": "-", "since": "03-03-2020"}

    response = enter(WRITER).post(reverse("register:assign"), good | change)

    assert said in text(response)
    assert opd().portfolios.get().until is None


@pytest.mark.parametrize("by", ["kepala-05", "bappeda", "bagian-pemerintahan"])
def test_who_does_not_keep_the_register_reorganises_nothing(by: str) -> None:
    data = form("05", begins=[("05", "Dinas Sehat")], dilaksanakan="ya")

    assert send(data, by).status_code == 404
    assert opd().until is None


def test_an_office_is_founded_and_leads_to_where_it_gets_a_holder() -> None:
    send(form("05", begins=[("05", "Dinas A"), ("90", "Dinas B")], dilaksanakan="ya")
         | {"office|kepala-05": "0", "office|perencana-05": "0"})  # fmt: skip
    new, where = opd("90"), reverse("register:found", args=[opd("90").pk])
    told = {"code": "kepala-90", "name": "Kepala Dinas B", "role": "kepala_opd"}

    response = enter(WRITER).post(where, told)

    made = Office.objects.get(code="kepala-90")
    assert (made.opd, response["Location"]) == (new, reverse("register:office", args=[made.pk]))
    assert Entry.objects.latest("sequence").action == "organisation.office"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": "kepala-20"}, "Kode kepala-20 sudah dipakai"),
        ({"code": ""}, "Tulis kode jabatan."),
        ({"name": ""}, "Tulis nama jabatan."),
        ({"role": "sekda"}, "Pilihan ini tidak ada."),
    ],
)
def test_an_office_that_cannot_be_is_refused(change: dict[str, str], said: str) -> None:
    told = {"code": "kepala-05-b", "name": "Kepala", "role": "kepala_opd"} | change

    response = enter(WRITER).post(reverse("register:found", args=[opd().pk]), told)

    assert response.status_code == 200
    assert said in text(response)
