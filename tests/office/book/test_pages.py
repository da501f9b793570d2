"""The book is read from the visi to the lines, and every indicator tells all that is known of it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from kawal.base.audit.actions import Actor
from kawal.base.organisation.clock import now, today
from kawal.base.organisation.models import Holding, Office, Opd
from kawal.base.organisation.seat import Reach, Seat
from kawal.office.book.editions import editions
from kawal.office.book.missions import matrix
from kawal.office.book.one_indicator import by_year, twins_of
from kawal.office.book.reading import read, renja_of
from kawal.office.findings.actions import run_checks
from kawal.office.planning.models import Book, Indicator, Node, Plan, Support, Target
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]


def text_of(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def seat(office: str = "bappeda") -> Seat:
    holding = Holding.objects.on(today()).get(office=Office.objects.get(code=office))
    return Seat(holding.account, holding.office, today(), Reach.ALL)


def rpjmd() -> Plan:
    return editions()[0]


def test_the_cover_counts_what_is_measured_and_says_the_visi_in_its_official_words() -> None:
    indicators = Indicator.objects.filter(node__plan__kind="rpjmd").count()

    told = text_of(enter("perencana-05"), "/buku/")

    assert f"Dari {indicators} indikator dalam buku," in told
    visi = Node.objects.get(plan__kind="rpjmd", level="visi")
    assert visi.title in told


def test_a_planner_reads_every_misi_not_only_that_of_the_own_opd() -> None:
    told = text_of(enter("perencana-05"), "/buku/")

    for misi in Node.objects.filter(plan__kind="rpjmd", level="misi"):
        assert misi.title in told


def test_any_indicator_of_the_book_is_three_clicks_from_its_cover() -> None:
    client = enter("perencana-05")
    reached, ahead = set(), {"/buku/"}
    for _ in range(3):
        pages = [client.get(where).content.decode() for where in sorted(ahead)]
        links = {link for page in pages for link in re.findall(r'href="(/buku/[^"?]+)"', page)}
        reached |= links
        ahead = links - {"/buku/", "/buku/pohon/", "/buku/misi/"}
        ahead = {where for where in ahead if where.startswith("/buku/bagian/")}

    for each in Indicator.objects.filter(node__plan__kind="rpjmd"):
        assert reverse("book:indicator", args=[each.pk]) in reached


def test_words_are_found_in_any_order_and_what_is_not_there_says_so() -> None:
    client = enter("sekda")
    wanted = Indicator.objects.filter(node__plan__kind="rpjmd", node__level="program").first()
    assert wanted is not None
    last, *_, first = reversed(wanted.name.split())

    assert wanted.name in text_of(client, f"/buku/?cari={last} {first}")
    assert "Tidak ada indikator dengan semua kata itu" in text_of(client, "/buku/?cari=xyzzy")


def test_the_tree_names_the_programme_that_hangs_nowhere_and_the_sasaran_without_a_programme() -> (
    None
):
    whole = read(rpjmd())
    sasaran = next(each for each in whole.whole() if each.node.level == "sasaran" and each.children)
    orphan = sasaran.children[0].node
    orphan.parent = None
    orphan.save()
    Node.objects.filter(pk__in=[each.node.pk for each in sasaran.children[1:]]).update(parent=None)

    reading = read(rpjmd())

    assert orphan.pk in {each.node.pk for each in reading.lost}
    broken = {each.node.pk: each.breaks for each in reading.whole() if each.breaks}
    assert "belum berinduk" in broken[orphan.pk]
    assert "belum dijabarkan" in broken[sasaran.node.pk]


def test_an_opd_whose_renja_nobody_may_read_yet_is_no_break() -> None:
    drafting = Plan.objects.drafts().filter(kind="renja", first_year=2021).first()
    assert drafting is not None

    reading = read(rpjmd(), renja_of(2021, seat()))

    own = [each for each in reading.whole() if each.node.opd_id == drafting.opd_id]
    assert own
    assert all("belum dijabarkan" not in each.breaks for each in own)
    assert drafting.opd_id in reading.silent


def test_the_tree_of_thousands_asks_few_questions(django_assert_max_num_queries: object) -> None:
    client = enter("sekda")
    client.get("/buku/pohon/")

    with django_assert_max_num_queries(14):  # type: ignore[operator]
        page = client.get("/buku/pohon/").content.decode()

    lines = Node.objects.filter(plan__in=renja_of(2021, seat()), level="sub_kegiatan")
    assert page.count(f'href="/renja/baris/{lines[0].pk}/"') == 1


def test_an_opd_without_a_misi_and_a_misi_without_an_opd_are_named() -> None:
    opd = Opd.objects.get(number="05")
    Node.objects.filter(plan=rpjmd(), opd=opd).update(parent=None)

    told = matrix(read(rpjmd()), list(Opd.objects.order_by("number")), [])
    assert opd in told.idle

    Node.objects.filter(plan=rpjmd(), level="program").update(parent=None)
    told = matrix(read(rpjmd()), list(Opd.objects.order_by("number")), [])
    assert len(told.forsaken) == len(told.missions)


def test_support_counts_beside_the_main_role() -> None:
    opd = Opd.objects.get(number="05")
    plan = next(each for each in renja_of(2021, seat()) if each.opd_id == opd.pk)
    programme = plan.nodes.filter(level="program").first()
    elsewhere = Node.objects.filter(plan=rpjmd(), level="program").exclude(opd=opd)
    above = elsewhere.filter(parent__isnull=False).exclude(
        parent__parent__parent__in=_misi_of(opd)
    ).first()  # fmt: skip
    assert above is not None
    Support.objects.create(node=programme, above=above, kind="pendukung")

    told = matrix(read(rpjmd()), [opd], [plan])

    assert sum(role.support for role in told.rows[0].roles) == 1
    assert "+ 1" in text_of(enter("sekda"), "/buku/misi/")


def _misi_of(opd: Opd) -> list[str]:
    own = Node.objects.filter(plan=rpjmd(), opd=opd, level="program", parent__isnull=False)
    return [each.parent.parent.parent_id for each in own]


def test_the_road_target_shows_100_before_and_87_5_after_each_with_its_version() -> None:
    """The change of 2021 lowered a target; both stand beside each other, none replaces the other."""
    old = Indicator.objects.filter(node__plan=rpjmd(), node__level="sasaran").first()
    assert old is not None
    Target.objects.filter(indicator=old, year=2024).update(text="100", value="100")
    changed = _second_version(old, "87,5")

    table = by_year(twins_of(old), Book.objects.first())

    assert [column.title for column in table.columns][1:3] == [
        "Target, RPJMD 2019–2024 versi 1", "Target, RPJMD 2019–2024 versi 2",
    ]  # fmt: skip
    assert next(row for row in table.rows if row[0] == "2024")[1:3] == ("100", "87,5")
    page = text_of(enter("sekda"), reverse("book:indicator", args=[changed.pk]))
    assert "RPJMD 2019–2024 versi 2 (Perda tentang Perubahan RPJMD, ditetapkan 1 Juli 2021)" in page
    assert "RPJMD 2019–2024 versi 1 Perda Nomor 3 Tahun 2019 1 Juli 2019 100" in page
    assert "RPJMD 2019–2024 versi 2 Perda tentang Perubahan RPJMD 1 Juli 2021 87,5" in page


def test_a_day_before_the_change_reads_100_and_a_day_after_it_87_5() -> None:
    old = Indicator.objects.filter(node__plan=rpjmd(), node__level="sasaran").first()
    assert old is not None
    Target.objects.filter(indicator=old, year=2024).update(text="100", value="100")
    changed = _second_version(old, "87,5")
    client, where = enter("sekda"), reverse("book:indicator", args=[changed.pk])

    before, after = (
        text_of(client, f"{where}?per=2021-06-30"),
        text_of(client, f"{where}?per=2021-07-01"),
    )

    assert (
        "Per 2021-06-30 berlaku RPJMD 2019–2024 versi 1 (Perda Nomor 3 Tahun 2019, ditetapkan "
        "1 Juli 2019); target 2024: 100"
    ) in before
    assert (
        "Per 2021-07-01 berlaku RPJMD 2019–2024 versi 2 (Perda tentang Perubahan RPJMD, ditetapkan "
        "1 Juli 2021); target 2024: 87,5"
    ) in after


def test_every_page_of_the_book_reads_the_version_of_the_day_and_names_its_basis() -> None:
    old = Indicator.objects.filter(node__plan=rpjmd(), node__level="sasaran").first()
    assert old is not None
    _second_version(old, "87,5")
    client = enter("sekda")

    for where in (
        "/buku/",
        "/buku/pohon/",
        "/buku/misi/",
        "/buku/keselarasan/",
        "/buku/keselarasan/05/",
    ):
        then, now_ = text_of(client, f"{where}?per=2021-06-30"), text_of(client, where)
        assert "versi 1 (Perda Nomor 3 Tahun 2019, ditetapkan 1 Juli 2019)" in then
        assert "versi 2 (Perda tentang Perubahan RPJMD, ditetapkan 1 Juli 2021)" in now_


def test_a_missing_date_or_basis_is_said_and_no_version_is_guessed() -> None:
    old = Indicator.objects.filter(node__plan=rpjmd(), node__level="sasaran").first()
    assert old is not None
    changed = _second_version(old, "87,5")
    Plan.objects.filter(pk="rpjmd-v2").update(basis="", locked_on=None)
    client, where = enter("sekda"), reverse("book:indicator", args=[changed.pk])

    page = text_of(client, where)
    assert "(dasar hukum belum diketahui, tanggal penetapan belum diketahui)" in page
    unknown = text_of(client, f"{where}?per=2021-06-30")
    assert "Tanggal penetapan RPJMD 2019–2024 versi 2 belum diketahui." in unknown
    assert "target 2024:" not in unknown


def test_a_day_that_is_none_or_before_every_version_is_told_in_words() -> None:
    client = enter("sekda")

    assert "Tanggal “kemarin” tidak terbaca. Contoh: 2020-03-02" in text_of(
        client, "/buku/?per=kemarin"
    )
    early = text_of(client, "/buku/keselarasan/?per=2019-06-30")
    assert "Belum ada versi yang berlaku pada 30 Juni 2019." in early


def _second_version(old: Indicator, target: str) -> Indicator:
    entry = Book.objects.get().entry
    plan = Plan.objects.create(
        id="rpjmd-v2", kind="rpjmd", first_year=2019, last_year=2024, version=2, locked=True,
        locked_on=date(2021, 7, 1), basis="Perda tentang Perubahan RPJMD",
    )  # fmt: skip
    node = Node.objects.create(
        id="rpjmd-v2/s", plan=plan, level="sasaran", code=old.node.code, title=old.node.title
    )
    new = Indicator.objects.create(id="rpjmd-v2/s-i", node=node, name=old.name, unit=old.unit)
    Target.objects.create(
        indicator=new, year=2024, quarter=0, text=target, recorded_at=now(), entry=entry
    )
    return new


def test_an_indicator_that_lacks_something_is_said_to_be_uncertain() -> None:
    found = Indicator.objects.filter(node__plan=rpjmd(), node__level="program").first()
    assert found is not None
    where = reverse("book:indicator", args=[found.pk])
    found.formula = ""
    found.save()
    run_checks(by=Actor(account="uji", office="uji", office_label="Uji"), on=today())

    told = text_of(enter("sekda"), where)

    assert "belum terukur dan pasti" in told
    assert re.search(r"Kurang: [^.]*rumus", told)


def test_a_version_there_is_not_and_a_line_of_a_renja_are_not_pages_of_the_book() -> None:
    client = enter("sekda")
    line = Node.objects.filter(plan__kind="renja").first()
    assert line is not None

    assert client.get("/buku/?versi=tiada").status_code == 404
    assert client.get(reverse("book:node", args=[line.pk])).status_code == 404
