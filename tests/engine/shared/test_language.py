"""People are spoken to in the language that they choose; the texts in the code are Indonesian."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from kawal.engine.shared import wording
from kawal.engine.shared.language import LANGUAGES, SOURCE, language, say, speaking


def test_indonesian_is_spoken_unless_another_language_is_asked_for() -> None:
    assert language() == SOURCE
    assert say("peringatan") == "peringatan"


def test_a_language_is_spoken_only_for_a_while_even_when_work_breaks() -> None:
    with speaking("en"):
        assert say("peringatan") == "warning"
    assert say("peringatan") == "peringatan"

    with pytest.raises(ZeroDivisionError), speaking("en"):
        _ = 1 // 0
    assert say("peringatan") == "peringatan"


def test_a_language_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="no language 'jv'"), speaking("jv"):
        pass


def test_a_text_without_translation_stays_indonesian() -> None:
    with speaking("en"):
        assert say("Teks yang belum {ada}", ada="ada") == "Teks yang belum ada"
        assert say("") == ""


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 blocking findings"), (1, "1 blocking finding"), (1234, "1,234 blocking findings")],
)
def test_english_counts_in_its_own_forms(number: int, text: str) -> None:
    with speaking("en"):
        assert wording.counted("{count} temuan menghalangi", number) == text


def test_english_writes_numbers_money_and_dates_in_its_own_way() -> None:
    with speaking("en"):
        assert wording.rupiah(123456789) == "Rp1,234,567.89"
        assert wording.rupiah_sen(-50) == "−Rp0.50"
        assert wording.thousands(1234567) == "1,234,567"
        assert wording.decimal(Decimal("1250.500")) == "1,250.5"
        assert wording.percent(1256) == "12.5%"
        assert wording.whole_percent(90) == "90%"
        assert wording.long_date(date(2020, 3, 2)) == "2 March 2020"


def test_every_language_knows_its_marks_and_months() -> None:
    for each in LANGUAGES:
        with speaking(each):
            assert re.fullmatch(r"Rp1.000.5[05]?", wording.rupiah_sen(100050))
            assert len({wording.long_date(date(2020, month, 1)) for month in range(1, 13)}) == 12


def test_indonesian_needs_no_catalogue() -> None:
    script = (
        "import sys; from kawal.engine.shared.language import say, speaking\n"
        "assert say('Mei') == 'Mei'; assert 'babel' not in sys.modules\n"
        "with speaking('en'): assert say('Mei') == 'May'\n"
        "assert 'babel' in sys.modules"
    )

    subprocess.run([sys.executable, "-c", script], check=True)
