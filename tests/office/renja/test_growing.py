"""Lines, indicators and amounts go into a draft and out of it; what was taken out stays known."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
from django.urls import reverse

from kawal.base.audit.models import Entry
from kawal.base.audit.verify import verify
from kawal.office.findings.actions import check_line
from kawal.office.planning import growing
from kawal.office.planning.exchange import give_out
from kawal.office.planning.history import of_allocation
from kawal.office.planning.models import Former, Indicator, Node, Withdrawal
from tests.office.renja.page import DRAFT, SUBMITTED, a_line, where, words_of
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
PLANNER = f"perencana-{DRAFT}"


def post(what: str, key: str, office: str = PLANNER, **form: str) -> Any:
    """Open the page and send its form, filled."""
    client, page = enter(office), reverse(f"renja:{what}", args=[key])
    seen = client.get(page).context["form"]["seen"].value()
    return client.post(page, {"seen": seen, **form})


def test_a_line_is_taken_out_with_all_on_it_and_put_back_as_a_new_one() -> None:
    line = a_line()
    money, before = line.allocations.first(), give_out()
    moment = Entry.objects.order_by("-sequence")[0].recorded_at
    answer = post("withdraw_line", line.pk, reason="Digabung dengan baris lain.")

    assert answer.status_code == HTTPStatus.FOUND
    page = words_of(enter(PLANNER).get(answer["Location"]))
    assert "Digabung dengan baris lain." in page
    assert not Node.objects.filter(pk=line.pk).exists()
    assert of_allocation(money.key)[-1].superseded_at is not None
    assert Former.objects.filter(table="node", key=line.pk, cells__isnull=False).exists()
    assert give_out(as_of=moment).frame("node").equals(before.frame("node"))
    assert verify().broken is None

    answer = post("add_line", line.plan_id, sub=f"{line.parent_id}|{line.code}")
    new = Node.objects.get(plan=line.plan, code=line.code)
    assert answer["Location"] == where(new)
    assert (new.title, new.parent_id, new.unit_id) == (
        line.title,
        line.parent_id,
        line.parent.unit_id,
    )
    assert new.pk != line.pk


def test_an_indicator_and_an_amount_are_put_on_a_line_with_one_line_of_trail_each() -> None:
    line, own = a_line(), Entry.objects.exclude(action="planning.set_total")
    lines = own.count()
    post("add_indicator", line.pk, name="Jumlah kader", unit="orang", target="95")
    post("add_amount", line.pk, year="2021", fund="Dana Desa", amount="1.234.567,50")
    new = Indicator.objects.get(node=line, name="Jumlah kader")

    assert new.targets.get().value == 95
    assert line.allocations.get(fund="Dana Desa").amount == 123456750
    assert own.count() == lines + 2  # printed totals have theirs

    post("withdraw_indicator", new.pk, reason="Ganda.")
    assert not Indicator.objects.filter(pk=new.pk).exists()
    assert Withdrawal.objects.get().name == "Jumlah kader"


def test_one_amount_is_taken_off_a_line_and_the_others_stay() -> None:
    line = a_line()
    post("add_amount", line.pk, year="2021", fund="Dana Desa", amount="1.234.567,50")
    added, before = line.allocations.get(fund="Dana Desa"), line.allocations.count()

    answer = post("withdraw_amount", added.key, reason="Salah sumber.")

    assert answer.status_code == HTTPStatus.FOUND
    assert line.allocations.count() == before - 1
    assert not line.allocations.filter(fund="Dana Desa").exists()
    assert of_allocation(added.key)[-1].superseded_at is not None
    assert Withdrawal.objects.get().name.startswith("Rp1.234.567,50, 2021, Dana Desa, pada ")
    assert "Salah sumber." in words_of(enter(PLANNER).get(f"/renja/rencana/{line.plan_id}/"))
    assert verify().broken is None


@pytest.mark.parametrize(
    ("what", "form", "told"),
    [
        ("add_indicator", {"unit": "orang", "target": "1"}, "Tulis teks indikatornya"),
        ("add_indicator", {"name": "x", "unit": "y", "target": "9" * 30}, "bukan bilangan"),
        ("add_amount", {"year": "2021", "fund": "x", "amount": "seribu"}, "“seribu” tidak terbaca"),
        ("add_amount", {"year": "1999", "fund": "x", "amount": "1"}, "“1999” bukan tahun"),
        ("add_amount", {"year": "2021", "amount": "1"}, "Tulis sumber dananya"),
        ("withdraw_line", {"reason": " "}, "Tulis alasannya"),
    ],
)  # fmt: skip
def test_bad_input_is_told_at_its_field_and_nothing_is_saved(
    what: str, form: dict[str, str], told: str
) -> None:
    line, lines = a_line(), Entry.objects.count()
    before, answer = growing.state_of(line), post(what, line.pk, **form)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert told in words_of(answer)
    assert (growing.state_of(line), Entry.objects.count()) == (before, lines)


def test_who_takes_out_what_another_just_changed_is_told_first() -> None:
    line, client = a_line(), enter(PLANNER)
    page = reverse("renja:withdraw_line", args=[line.pk])
    seen = client.get(page).context["form"]["seen"].value()
    post("add_indicator", line.pk, f"kepala-{DRAFT}", name="Baru", unit="orang", target="1")
    answer = client.post(page, {"seen": seen, "reason": "Tidak jadi."})

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "berubah oleh Kepala" in words_of(answer)
    assert Node.objects.filter(pk=line.pk).exists()


def test_a_plan_that_stands_still_and_another_opds_take_nothing() -> None:
    own, other = a_line(SUBMITTED), a_line()
    planner = f"perencana-{SUBMITTED}"
    answer = post("withdraw_line", own.pk, planner, reason="x")

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "sudah diajukan" in words_of(answer)
    page = reverse("renja:withdraw_line", args=[other.pk])
    assert enter(planner).post(page, {"reason": "x"}).status_code == HTTPStatus.NOT_FOUND


def test_a_mark_is_set_seen_and_taken_off_each_with_a_line_of_trail() -> None:
    line, lines, before = a_line(), Entry.objects.count(), give_out().frame("tag")
    client = enter(PLANNER)

    assert post("add_tag", line.pk, kind="sdgs", code="SDGs 3.1").status_code == HTTPStatus.FOUND
    assert "SDGs: SDGs 3.1" in words_of(client.get(where(line)))
    assert give_out().frame("tag").height == before.height + 1
    moment = Entry.objects.order_by("-sequence")[0].recorded_at
    off = {"kind": "sdgs", "code": "SDGs 3.1", "seen": growing.state_of(line)}
    client.post(reverse("renja:remove_tag", args=[line.pk]), off)

    assert "Penanda dilepas" in words_of(client.get(where(line)))
    assert give_out().frame("tag").equals(before)
    assert give_out(as_of=moment).frame("tag").height == before.height + 1
    actions = list(Entry.objects.order_by("sequence").values_list("action", flat=True))[lines:]
    assert actions == ["planning.add_tag", "planning.remove_tag"]
    assert verify().broken is None


def test_a_mark_that_is_there_unknown_or_empty_is_refused_in_words() -> None:
    line = a_line()
    post("add_tag", line.pk, kind="iku", code="iku-x")

    twice = post("add_tag", line.pk, kind="iku", code="iku-x")
    assert "Penanda iku iku-x sudah ada pada baris ini." in words_of(twice)
    assert "Pilihan ini tidak ada." in words_of(post("add_tag", line.pk, kind="unggulan", code="1"))
    assert "Tulis yang mana" in words_of(post("add_tag", line.pk, kind="ikk", code=" "))


def test_a_flagship_a_submitted_plan_and_what_somebody_moved_keep_their_marks() -> None:
    line = a_line()
    line.tags.create(kind="unggulan", code="unggulan-1")
    client, page = enter(PLANNER), reverse("renja:remove_tag", args=[line.pk])
    client.post(page, {"kind": "unggulan", "code": "unggulan-1", "seen": growing.state_of(line)})
    assert "Penanda unggulan tidak diubah di sini." in words_of(client.get(where(line)))

    post("add_tag", line.pk, kind="spm", code="x")
    client.post(page, {"kind": "spm", "code": "x", "seen": "lama"})
    assert "belum ada yang ditulis" in words_of(client.get(where(line)))
    assert line.tags.filter(kind="spm", code="x").exists()

    other = a_line(SUBMITTED)
    refused = post("add_tag", other.pk, f"perencana-{SUBMITTED}", kind="spm", code="x")
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not other.tags.filter(code="x").exists()


def test_a_retired_indicator_keeps_its_series_and_is_not_asked_for_any_more() -> None:
    line = a_line()
    measure = line.indicators.first()
    assert measure is not None
    Indicator.objects.filter(pk=measure.pk).update(formula="", definition="")
    targets = list(measure.targets.values_list("year", "text"))
    moment, lines = Entry.objects.order_by("-sequence")[0].recorded_at, Entry.objects.count()
    asked = {each.key for each in check_line(node=line) if each.rule == "SIAP-04"}
    assert measure.pk in asked

    answer = post("retire", measure.pk, on="01-01-2021", reason="Diganti indikator hasil")

    assert answer.status_code == HTTPStatus.FOUND
    page = words_of(enter(PLANNER).get(answer["Location"]))
    assert "tidak dipakai sejak 1 Januari 2021. Diganti indikator hasil" in page
    line.refresh_from_db()
    told = check_line(node=line)
    assert measure.pk not in {each.key for each in told}
    assert "LENGKAP-01" in {each.rule for each in told}  # the line measures nothing any more
    assert list(measure.targets.values_list("year", "text")) == targets
    assert not give_out(as_of=moment).carries("indicator", "retired_on")
    assert Entry.objects.count() == lines + 1
    assert verify().broken is None

    post("retire", measure.pk, on="", reason="")
    assert measure.pk in {each.key for each in check_line(node=line) if each.rule == "SIAP-04"}


def test_an_indicator_retired_within_the_year_is_still_asked_for_that_year() -> None:
    line = a_line()
    measure = line.indicators.first()
    assert measure is not None
    Indicator.objects.filter(pk=measure.pk).update(formula="")

    post("retire", measure.pk, on="02-01-2021", reason="Diganti")

    assert measure.pk in {each.key for each in check_line(node=line) if each.rule == "SIAP-04"}


def test_a_day_without_a_reason_and_a_submitted_plan_are_refused() -> None:
    measure = a_line().indicators.first()
    assert measure is not None
    assert "Tulis alasannya" in words_of(post("retire", measure.pk, on="01-01-2021", reason=""))
    assert "Tulis sejak kapan" in words_of(post("retire", measure.pk, on="", reason="Diganti"))
    assert "Contoh: 30-06-2020" in words_of(post("retire", measure.pk, on="kemarin", reason="x"))

    other = a_line(SUBMITTED).indicators.first()
    assert other is not None
    post("retire", other.pk, f"perencana-{SUBMITTED}", on="01-01-2021", reason="x")
    other.refresh_from_db()
    assert other.retired_on is None
