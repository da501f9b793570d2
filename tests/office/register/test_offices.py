"""Who holds which office is read, written and ended on pages, each time with a line in the trail."""

from __future__ import annotations

import re
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry
from kawal.base.organisation import actions
from kawal.base.organisation.actions import appoint, end_holding
from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Account, Holding, Office
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
WRITER = "bagian-organisasi"


def office(code: str = "kepala-05") -> Office:
    return Office.objects.get(code=code)


def account(code: str) -> Account:
    return Account.objects.create_account(code)


def text(response: Any) -> str:
    """What the page says, its blanks made plain."""
    return re.sub(r"\s+", " ", response.content.decode())


def listed(client: Client, **asked: str) -> set[str]:
    """The offices that the list shows, by their addresses."""
    told = text(client.get(reverse("register:offices"), asked))
    return set(re.findall(r'<th scope="row" role="rowheader"><a href="/jabatan/(\d+)/">', told))


def send(view: str, of: Office, by: str = WRITER, **form: str) -> Any:
    return enter(by).post(reverse(f"register:{view}", args=[of.pk]), form)


def test_the_list_counts_empty_offices_and_those_held_too_long(sekda: Actor) -> None:
    end_holding(holding=office().holdings.get(), on=today() - timedelta(days=1), by=sekda)
    long_ago = today() - timedelta(days=200)
    for code in ("kepala-06", "kepala-07"):
        office(code).holdings.all().delete()
    new = account("baru")
    appoint(office=office("kepala-06"), account=new, since=long_ago, kind="plt", by=sekda)
    appoint(office=office("kepala-07"), account=new, since=today(), kind="plt", by=sekda)
    client = enter("sekda")

    assert "1 kosong, 1 Plt atau Plh melewati batas." in text(
        client.get(reverse("register:offices"))
    )
    assert listed(client, keadaan="kosong") == {str(office().pk)}
    assert listed(client, keadaan="terlalu-lama") == {str(office("kepala-06").pk)}
    assert listed(client, keadaan="sementara") == {
        str(office(code).pk) for code in ("kepala-06", "kepala-07")
    }


def test_the_list_is_filtered_by_opd_and_role() -> None:
    of = office()

    assert listed(enter("sekda"), opd=str(of.opd_id), peran="kepala_opd") == {str(of.pk)}


@pytest.mark.parametrize("asked", [{"opd": "x"}, {"keadaan": "entah"}, {"halaman": "-3"}])
def test_a_filter_that_does_not_exist_is_said_so_and_breaks_nothing(asked: dict[str, str]) -> None:
    response = enter("sekda").get(reverse("register:offices"), asked)

    assert response.status_code == 200
    assert ("Pilihan ini tidak ada." in text(response)) is ("halaman" not in asked)


def test_an_opd_sees_its_own_offices_and_no_form() -> None:
    client = enter("perencana-05")

    assert listed(client) == {str(office(code).pk) for code in ("kepala-05", "perencana-05")}
    page = client.get(reverse("register:office", args=[office().pk]))
    assert "Kepala" in text(page)
    assert "Tetapkan pemegang" not in text(page)
    assert client.get(reverse("register:office", args=[office("kepala-20").pk])).status_code == 404


def test_an_assistant_sees_the_offices_of_its_portfolio_and_its_own() -> None:
    found = listed(enter("asisten-3"), peran="asisten")

    assert found == {str(office("asisten-3").pk)}


def test_a_new_holder_is_appointed_and_the_old_one_ends_the_day_before() -> None:
    new, day = account("kepala-baru"), today()

    response = send("appoint", office(), account="kepala-baru", kind="plt", since=f"{day:%d-%m-%Y}")

    assert response.status_code == 302
    old, standing = office().holdings.order_by("since")
    assert (old.until, standing.account, standing.kind) == (day - timedelta(days=1), new, "plt")
    line = Entry.objects.latest("sequence")
    assert (line.action, line.account) == ("organisation.appoint", WRITER)
    assert "kepala-baru" in text(enter("sekda").get(response["Location"]))


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "Tulis kode akun yang memegang jabatan ini."),
        ({"account": "tidak-ada"}, "Akun &quot;tidak-ada&quot; tidak ada."),
        ({"kind": "raja"}, "Pilihan ini tidak ada."),
        ({"since": "kapan-kapan"}, "Tulis hari, bulan, lalu tahun dengan angka."),
        ({"until": "01-01-2019"}, "Hari terakhir tidak dapat mendahului hari pertama."),
        ({"account": "tutup"}, "Akun tutup sudah ditutup"),
        ({"since": "01-01-2018"}, "sudah diisi kepala-05 sejak 08-01-2019."),
        ({"account": WRITER}, "Anda tidak dapat menetapkan diri sendiri."),
    ],
)
def test_what_cannot_be_appointed_is_refused_in_plain_words(
    form: dict[str, str], said: str
) -> None:
    account("kepala-baru")
    Account.objects.create(code="tutup", is_active=False)
    good = {"account": "kepala-baru", "kind": "definitif", "since": "02-03-2020"}

    response = send("appoint", office(), **(good | form if form else {}))

    assert response.status_code == 200
    assert said in text(response)
    assert office().holdings.count() == 1


def test_two_holders_on_one_day_are_refused_by_the_database_in_plain_words(
    sekda: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    account("kepala-baru")
    later = today() + timedelta(days=30)
    appoint(office=office(), account=account("nanti"), since=later, by=sekda)
    monkeypatch.setattr(actions, "_refuse_later", lambda *_: None)  # as if both wrote at once

    response = send(
        "appoint", office(), account="kepala-baru", kind="definitif", since="03-03-2020"
    )

    assert response.status_code == 200
    assert "satu jabatan mempunyai satu pemegang pada satu hari" in text(response)
    assert office().holdings.on(today()).get().account.code == "kepala-05"
    assert not Holding.objects.filter(account__code="kepala-baru").exists()


def test_a_holding_ends_and_the_office_is_empty_from_the_next_day_on() -> None:
    holding = office().holdings.get()

    response = send("end", office(), holding=str(holding.pk), until="01-03-2020")

    assert response.status_code == 302
    assert "tidak ada pemegangnya hari ini" in text(enter("sekda").get(response["Location"]))
    assert Entry.objects.latest("sequence").action == "organisation.end_holding"


def test_a_holding_cannot_be_stretched_over_its_successor(sekda: Actor) -> None:
    appoint(office=office(), account=account("baru"), since=today(), by=sekda)
    old = office().holdings.order_by("since").first()
    assert old is not None

    response = send("end", office(), holding=str(old.pk), until="01-04-2020")

    assert "sudah dipegang akun lain pada salah satu hari itu" in text(response)
    old.refresh_from_db()
    assert old.until == date(2020, 3, 1)


def test_a_holding_of_another_office_is_not_ended_from_here() -> None:
    other = office("kepala-20").holdings.get()

    response = send("end", office(), holding=str(other.pk), until="01-03-2020")

    assert "Pilihan ini tidak ada." in text(response)
    assert office("kepala-20").holdings.get().until is None


def test_a_new_account_shows_its_password_once_and_must_change_it() -> None:
    response = send("create_account", office(), code="kepala-05-baru")

    shown = re.search(r"<code>([a-z0-9-]{19})</code>", text(response))
    assert shown is not None
    made = Account.objects.get(code="kepala-05-baru")
    assert made.check_password(shown[1])
    assert made.must_change
    assert "no-store" in response["Cache-Control"]
    line = Entry.objects.latest("sequence")
    assert (line.action, line.subject_key) == ("signin.create", "kepala-05-baru")
    assert shown[1] not in line.change
    again = enter("sekda").get(reverse("register:office", args=[office().pk]))
    assert shown[1] not in text(again)


@pytest.mark.parametrize(
    ("code", "said"),
    [("kepala-05", "sudah dipakai"), ("Budi S.", "tidak dapat dipakai"), ("", "Tulis kode masuk")],
)
def test_a_code_that_cannot_be_is_refused(code: str, said: str) -> None:
    before = Account.objects.count()

    assert said in text(send("create_account", office(), code=code))
    assert Account.objects.count() == before


def test_a_reset_ends_the_old_password_and_is_a_line_of_the_trail() -> None:
    holder = Account.objects.get(code="kepala-05")
    holder.set_password("kata-sandi-yang-lama")
    holder.save()

    response = send("reset", office(), account="kepala-05", factors="on")

    shown = re.search(r"<code>([a-z0-9-]{19})</code>", text(response))
    holder.refresh_from_db()
    assert shown is not None
    assert holder.check_password(shown[1])
    assert holder.must_change
    line = Entry.objects.latest("sequence")
    assert (line.action, line.account) == ("signin.reset", WRITER)
    assert '"factors":true' in line.change


def test_a_reset_for_who_holds_the_office_no_more_is_refused(sekda: Actor) -> None:
    appoint(office=office(), account=account("baru"), since=today(), by=sekda)

    response = send("reset", office(), account="kepala-05")

    assert "sudah berganti" in text(response)
    assert not Account.objects.get(code="kepala-05").must_change


def test_a_closed_account_is_out_with_its_next_request_and_the_office_stays_its() -> None:
    inside = enter("kepala-05")
    assert inside.get("/hak-saya/").status_code == HTTPStatus.OK

    response = send("close_account", office(), account="kepala-05")

    assert response.status_code == HTTPStatus.FOUND
    assert not Account.objects.get(code="kepala-05").is_active
    out = inside.get("/hak-saya/")
    assert out.status_code == HTTPStatus.FOUND
    assert "next=" in out["Location"]
    line = Entry.objects.order_by("-sequence")[0]
    assert (line.action, line.account) == ("signin.close", WRITER)
    assert Holding.objects.on(today()).filter(office=office(), account__code="kepala-05").exists()


def test_nobody_closes_the_own_account_nor_that_of_who_is_not_the_holder_now() -> None:
    own = send("close_account", office(WRITER), account=WRITER)
    other = send("close_account", office(), account="kepala-20")

    assert "minta pemegang jabatan lain" in own.content.decode()
    assert "sudah berganti" in other.content.decode()
    assert Account.objects.filter(code__in=[WRITER, "kepala-20"], is_active=True).count() == 2


def test_nobody_resets_their_own_second_factor_here() -> None:
    response = send("reset", office(WRITER), account=WRITER, factors="on")

    assert "Kata sandi sendiri diganti lewat Sesi saya" in text(response)


@pytest.mark.parametrize("by", ["kepala-05", "bappeda", "inspektorat", "bagian-pemerintahan"])
def test_who_does_not_keep_the_register_changes_nothing(by: str) -> None:
    response = send("create_account", office(), by=by, code="akun-gelap")

    assert response.status_code == 404
    assert not Account.objects.filter(code="akun-gelap").exists()
