"""The words of the visi, each with its indicators, and whether a year came nearer; no data is never
green."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from kawal.base.audit.models import Entry
from kawal.office.book.editions import editions
from kawal.office.book.models import WordMeasure
from kawal.office.book.nearness import Course, answers, together
from kawal.office.book.vision import vision, words_of
from kawal.office.planning.models import Indicator, Plan, VerbatimRow
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
NEARER, FURTHER, UNMEASURED = Course


def course(
    result: str | None, *, direction: str = "naik", baseline: str | None = "60",
    aim: str | None = "70", before: str | None = None,
) -> Course:  # fmt: skip
    """Where 2021 led, after a result of 2020 (`before`) or none."""
    results = {2020: before, 2021: result}
    told = answers(
        direction=direction,
        baseline=Decimal(baseline) if baseline else None,
        aims={2021: Decimal(1), 2024: Decimal(aim) if aim else None},
        results={year: Decimal(text) for year, text in results.items() if text},
        years=[2021],
    )
    return told[2021].course


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"result": "63"}, NEARER),
        ({"result": "59"}, FURTHER),
        ({"result": "62", "before": "63"}, FURTHER),
        ({"result": "64", "before": "63"}, NEARER),
        ({"result": "63", "before": "63"}, FURTHER),
        ({"result": "75", "before": "80"}, NEARER),
        ({"result": "14", "direction": "turun", "baseline": "15", "aim": "10"}, NEARER),
        ({"result": "16", "direction": "turun", "baseline": "15", "aim": "10"}, FURTHER),
        ({"result": "9", "direction": "turun", "baseline": "15", "aim": "10"}, NEARER),
        ({"result": None}, UNMEASURED),
        ({"result": "63", "direction": ""}, UNMEASURED),
        ({"result": "63", "aim": None}, UNMEASURED),
        ({"result": "63", "baseline": None}, UNMEASURED),
        ({"result": "60"}, UNMEASURED),
        ({"result": "60", "before": "61"}, FURTHER),
    ],
)
def test_a_year_is_nearer_further_or_not_measured(
    given: dict[str, str | None], wanted: Course
) -> None:
    assert course(**given) is wanted  # type: ignore[arg-type]


def test_a_word_is_nearer_only_where_all_its_indicators_are() -> None:
    assert together([NEARER, NEARER]) is NEARER
    assert together([NEARER, UNMEASURED]) is UNMEASURED
    assert together([NEARER, UNMEASURED, FURTHER]) is FURTHER
    assert together([]) is UNMEASURED


def test_the_official_wording_has_five_words() -> None:
    visi = vision(editions()[0])

    assert visi is not None
    assert [each.text for each in visi.words] == [
        "Sejahtera", "Mandiri", "Unggul", "Berbudaya", "Berakhlak Mulia",
    ]  # fmt: skip
    assert words_of("Kabupaten hebat") == []


def measure(word: str, result: str | None) -> Indicator:
    """An indicator of the word that rises from 60 to 70, with that result in 2020."""
    taken = WordMeasure.objects.values("indicator")
    found = Indicator.objects.filter(node__plan=editions()[0], node__level="sasaran").exclude(
        pk__in=taken
    ).first()  # fmt: skip
    assert found is not None
    found.direction, found.baseline = "naik", Decimal(60)
    found.save()
    found.targets.filter(year=2024).update(value=Decimal(70))
    VerbatimRow.objects.filter(table="realisation", whose=found.pk).delete()
    if result is not None:
        cells = {
            "indicator": found.pk,
            "year": "2020",
            "quarter": "0",
            "text": result,
            "value": result,
        }
        VerbatimRow.objects.create(
            table="realisation", key=f"{found.pk}|2020|0", whose=found.pk, cells=cells
        )
    WordMeasure.objects.create(word=word, indicator=found.pk)
    return found


def text_of(office: str, where: str) -> str:
    answer = enter(office).get(where)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_without_an_indicator_no_word_is_green() -> None:
    page = enter("sekda").get("/buku/visi/").content.decode()

    assert "5 kata visi, belum satu pun terukur." in page
    assert page.count("belum ada indikator") >= 5
    assert "mendekat</" not in page


def test_each_word_stands_with_its_years_and_what_decided() -> None:
    measure("Sejahtera", "63")
    measure("Mandiri", "58")
    measure("Unggul", "65")
    measure("Unggul", None)

    told = text_of("sekda", "/buku/visi/")

    assert "Tahun 2020: 1 kata visi mendekat, 1 menjauh, 3 belum diukur." in told
    assert "sisa jaraknya berkurang, hasil 63, semula 60, target akhir 70" in told


def test_the_cover_leads_to_the_words_of_its_visi() -> None:
    page = enter("sekda").get("/buku/").content.decode()

    visi = vision(editions()[0])
    assert visi is not None
    assert re.search(rf'href="/buku/visi/"[^>]*>{re.escape(visi.visi.title)}', page)


def choose(office: str, keys: list[str], seen: list[str]) -> int:
    form = {"indikator": keys, "semula": seen, "versi": editions()[0].pk}
    return enter(office).post(reverse("book:choose_measures", args=[1]), form).status_code


def test_bappeda_chooses_with_a_line_in_the_trail_and_over_nobodys_choice() -> None:
    key, other = Indicator.objects.filter(node__plan__kind="rpjmd").values_list("pk", flat=True)[:2]

    assert choose("bappeda", [key], []) == 302
    entry = Entry.objects.filter(action="book.choose_measures").last()
    assert entry is not None
    assert key in entry.change
    assert choose("bappeda", [other], []) == 409
    assert choose("bappeda", [other], [key]) == 302
    assert [each.indicator for each in WordMeasure.objects.all()] == [other]


def test_an_indicator_that_is_not_of_the_rpjmd_is_refused() -> None:
    stray = Indicator.objects.filter(node__plan__kind="renja").first()
    assert stray is not None

    assert choose("bappeda", [stray.pk], []) == 409
    assert not WordMeasure.objects.exists()


def test_only_bappeda_chooses() -> None:
    for office in ("sekda", "perencana-05", "kepala-05"):
        assert choose(office, [], []) == 404


def test_the_page_to_choose_on_offers_goals_and_finds_programmes() -> None:
    programme = Indicator.objects.filter(
        node__plan__kind="rpjmd", node__level="program"
    ).exclude(name="").first()  # fmt: skip
    assert programme is not None
    where = reverse("book:word", args=[1])

    assert f'value="{programme.pk}"' not in enter("bappeda").get(where).content.decode()
    found = enter("bappeda").get(f"{where}?cari={programme.name}").content.decode()
    assert f'value="{programme.pk}"' in found
    assert enter("bappeda").get(reverse("book:word", args=[9])).status_code == 404


def test_words_are_told_only_as_far_as_the_year_that_is_planned() -> None:
    told = vision(Plan.objects.get(kind="rpjmd"))

    assert told is not None
    assert list(told.years) == [2019, 2020, 2021]
