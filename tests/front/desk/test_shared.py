"""Offices outside read what was shared with them, as long as it is, and nothing else."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry, SecurityEvent
from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Office, Opd
from kawal.base.work.models import Notice
from kawal.office.planning.models import Plan
from kawal.office.sharing.actions import share, withdraw
from kawal.office.sharing.models import Share
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
GUEST, OTHER_GUEST = "kemenag", "tokoh-agama"


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def office(code: str = GUEST) -> Office:
    return Office.objects.get(code=code)


def opd(number: str = "05") -> Opd:
    return Opd.objects.get(number=number)


def a_plan(number: str = "05") -> Plan:
    plans = Plan.objects.filter(opd__number=number, kind="renja", submitted_at__isnull=False)
    found = plans.order_by("-first_year").first()
    assert found is not None
    return found


def give(by: Actor, **told: Any) -> Share:
    nothing = {"opd": None, "plan": None, "since": today(), "until": None, "office": office()}
    return share(by=by, **{**nothing, **told})


def opened(by: str, number: str = "05") -> int:
    return int(enter(by).get(reverse("desk:shared_opd", args=[number])).status_code)


def send(by: str = "sekda", **form: Any) -> Any:
    return enter(by).post(reverse("sharing:share"), form)


def good(**change: Any) -> dict[str, Any]:
    return {"office": office().pk, "opd": opd().pk, "plan": "", "since": "02-03-2020"} | change


def test_what_the_sekda_shares_is_read_by_that_office_alone() -> None:
    response = send(**good())

    assert response.status_code == 302
    assert opened(GUEST) == 200
    assert opened(OTHER_GUEST) == 404
    assert opened(GUEST, "20") == 404
    assert Entry.objects.latest("sequence").action == "sharing.share"
    assert Notice.objects.get(office=office()).words.endswith("kepada Anda.")
    told = text(enter(GUEST).get("/", follow=True))
    assert "1 halaman dibagikan kepada" in told
    assert reverse("desk:shared_opd", args=["05"]) in told


def test_a_shared_page_tells_the_plan_but_no_findings_and_leads_nowhere_shut(sekda: Actor) -> None:
    give(sekda, opd=opd())
    client = enter(GUEST)

    page = client.get(reverse("desk:shared_opd", args=["05"]))

    assert "Rencana dan uang menurut program" in text(page)
    assert '<h2 id="temuan">' not in text(page)
    links = set(re.findall(r'<a[^>]* href="(/[^"#?]*)"', page.content.decode()))
    assert links
    for link in links:
        assert client.get(link, follow=True).status_code == 200, link


def test_a_shared_plan_opens_with_its_lines_and_no_other_plan_does(sekda: Actor) -> None:
    plan = a_plan()
    give(sekda, plan=plan)
    client = enter(GUEST)

    page = client.get(reverse("desk:shared_plan", args=[plan.pk]))

    assert plan.nodes.filter(level="sub_kegiatan").count() > 0
    assert "Dibagikan oleh Sekretaris Daerah" in text(page)
    assert client.get(reverse("desk:shared_plan", args=[a_plan("20").pk])).status_code == 404
    assert client.get(reverse("renja:plan", args=[plan.pk])).status_code == 404
    assert opened(GUEST) == 404


def test_what_is_not_shared_is_refused_and_noted() -> None:
    assert opened(GUEST) == 404
    assert SecurityEvent.objects.filter(office=GUEST, kind="ditolak").exists()


def test_what_is_taken_back_is_shut_at_once(sekda: Actor) -> None:
    made = give(sekda, opd=opd())
    where = reverse("sharing:withdraw", args=[made.pk])
    assert where in text(enter("sekda").get(reverse("sharing:list")))

    enter("sekda").post(where)
    enter("sekda").post(where)  # a second click

    assert opened(GUEST) == 404
    assert Entry.objects.filter(action="sharing.withdraw").count() == 1


def test_sharing_ends_with_its_last_day_and_does_not_begin_before_its_first(
    sekda: Actor, settings: Any
) -> None:
    give(sekda, opd=opd(), since=today() + timedelta(days=1), until=today() + timedelta(days=2))
    start = today()

    for days, status in ((0, 404), (1, 200), (2, 200), (3, 404)):
        settings.KAWAL_TODAY = start + timedelta(days=days)
        assert opened(GUEST) == status, days


def test_a_plan_that_becomes_a_draft_again_is_shut(sekda: Actor) -> None:
    plan = a_plan()
    give(sekda, plan=plan)
    Plan.objects.filter(pk=plan.pk).update(submitted_at=None, locked=False)

    page = enter(GUEST).get(reverse("desk:shared_plan", args=[plan.pk]))

    assert page.status_code == 404
    assert "Belum ada yang dibagikan" in text(enter(GUEST).get(reverse("desk:shared_list")))


def test_the_page_of_a_shared_opd_keeps_its_draft_to_itself(sekda: Actor) -> None:
    Plan.objects.filter(opd=opd(), kind="renja").update(submitted_at=None, locked=False)
    give(sekda, opd=opd())

    told = text(enter(GUEST).get(reverse("desk:shared_opd", args=["05"])))

    assert "belum diajukan." in told


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"opd": ""}, "Pilih satu"),
        ({"plan": "PLAN"}, "Pilih satu"),
        ({"opd": "x"}, "Pilihan ini tidak ada."),
        ({"plan": "tidak-ada", "opd": ""}, "Pilihan ini tidak ada."),
        ({"office": "0"}, "Pilihan ini tidak ada."),
        ({"since": "kemarin"}, "Tulis hari, bulan"),
        ({"until": "01-03-2020"}, "Hari terakhir tidak dapat mendahului hari pertama."),
    ],
)
def test_what_cannot_be_shared_is_refused_in_plain_words(change: dict[str, str], said: str) -> None:
    change = {name: a_plan().pk if value == "PLAN" else value for name, value in change.items()}

    response = send(**good(**change))

    assert response.status_code == 200
    assert said in text(response)
    assert not Share.objects.exists()


def test_the_same_is_not_shared_twice() -> None:
    send(**good())

    assert "sudah dibagikan kepada" in text(send(**good()))
    assert Share.objects.count() == 1


def test_a_draft_is_not_shared(sekda: Actor) -> None:
    plan = a_plan()
    Plan.objects.filter(pk=plan.pk).update(submitted_at=None, locked=False)

    with pytest.raises(Exception, match="masih rancangan OPD"):
        give(sekda, plan=plan)


def test_who_has_a_reach_of_its_own_needs_no_sharing(sekda: Actor) -> None:
    with pytest.raises(Exception, match="tidak perlu dibagi"):
        give(sekda, opd=opd(), office=office("komisi-i"))


def test_what_was_taken_back_may_be_shared_again(sekda: Actor) -> None:
    withdraw(share=give(sekda, opd=opd()), by=sekda)
    give(sekda, opd=opd())

    assert opened(GUEST) == 200


@pytest.mark.parametrize("by", ["bappeda", "kepala-05", "bagian-organisasi", GUEST])
def test_nobody_but_the_sekda_shares(by: str) -> None:
    assert send(by, **good()).status_code == 404
    assert not Share.objects.exists()


def test_the_page_of_an_opd_leads_the_sekda_to_sharing_it() -> None:
    page = text(enter("sekda").get(reverse("desk:opd", args=["05"])))
    form = text(enter("sekda").get(reverse("sharing:list"), {"opd": "05"}))

    assert f"{reverse('sharing:list')}?opd=05" in page
    assert f'<option value="{opd().pk}" selected>' in form
    assert "Bagikan</a>" not in text(enter("bappeda").get(reverse("desk:opd", args=["05"])))
