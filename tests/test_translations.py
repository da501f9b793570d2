"""Every text that people read in a report is there in every language that reports are written in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from kawal.engine.shared.language import LANGUAGES, SOURCE
from scripts import write_translations
from scripts.write_translations import KEYWORDS, Text, faults
from tests.conftest import ROOT
from tests.indonesian import WORDS

REPORTS = ROOT / "kawal" / "engine" / "report"
SPEAKING = [
    # the Excel report is Indonesian alone, and the command refuses it in another language
    *sorted({*REPORTS.glob("*.py")} - {REPORTS / "excel.py"}),
    *(ROOT / "kawal" / "engine" / "checks" / f"{name}.py" for name in ("finding", "missing")),
]
OTHERS = [each for each in LANGUAGES if each != SOURCE]
TEXTS = [
    Text("Pagu {line} naik.", "UJI-01, message"),
    Text("{count} temuan", "uji.py", counts=True),
]
GOOD = """
msgid "Pagu {line} naik."
msgstr "The pagu of {line} rises."
msgid "{count} temuan"
msgid_plural "{count} temuan"
msgstr[0] "{count} finding"
msgstr[1] "{count} findings"
"""


def unsaid(node: ast.AST) -> Iterator[str]:
    """Indonesian texts that no language can take: not said, no docstring, no error of ours."""
    if isinstance(node, ast.Raise) or is_docstring(node):
        return
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in KEYWORDS:
        for each in (*node.args[1:], *node.keywords):
            yield from unsaid(each)
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and WORDS.search(node.value):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from unsaid(child)


def is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def a_catalogue(text: str) -> Catalog:
    return read_po(BytesIO(text.encode()), locale="en")


@pytest.fixture
def of_two_texts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """As if the code had two texts and the catalogue lay here."""
    monkeypatch.setattr(write_translations, "texts", lambda: TEXTS)
    monkeypatch.setattr(write_translations, "_file", lambda _: tmp_path / "kawal.po")
    return tmp_path / "kawal.po"


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_has_its_translation_with_the_same_placeholders(language: str) -> None:
    assert faults(language) == []


def test_texts_are_met_in_rules_labels_code_and_templates() -> None:
    met = {each.text for each in write_translations.texts()}

    assert {
        "Setiap baris mempunyai indikator",  # a rule's title
        "satuan",  # a label of a subject
        "kode wilayah",  # a label of a column
        "masukan tidak memuat {what}",  # said in code
        "dinilai <b>{part}</b> dari <b>{whole}</b>",  # said in a template
    } <= met


@pytest.mark.parametrize("file", SPEAKING, ids=lambda file: file.name)
def test_what_a_report_says_passes_through_say(file: Path) -> None:
    """Else it stays Indonesian in every language, and no catalogue misses it."""
    assert list(unsaid(ast.parse(file.read_text("utf-8")))) == []


def test_a_sentence_that_does_not_is_found() -> None:
    code = """text = say("tidak ada {x}", x=1) + f"dan {y} lagi"\nraise ValueError("tidak boleh")"""

    assert list(unsaid(ast.parse(code))) == ["dan "]


def test_a_good_catalogue_has_no_fault(of_two_texts: Path) -> None:
    of_two_texts.write_text(GOOD)

    assert faults("en") == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (GOOD[:70], "", "'Pagu {line} naik.' (UJI-01, message): is not in the catalogue"),
        ("The pagu of {line} rises.", "", "'Pagu {line} naik.' (UJI-01, message): has no tr"),
        ("of {line} rises", "rises", "differs from its translation in placeholders"),
        ("of {line}", "of {line:rupiah}", "differs from its translation in placeholders"),
        ("pagu of", "<b>pagu</b> of", "differs from its translation in placeholders"),
        ("{count} findings", "", "'{count} temuan' (uji.py): has no translation"),
        ('\nmsgid "Pagu', '\n#, fuzzy\nmsgid "Pagu', "has a guessed translation"),
        ("{count} temuan", "{count} galat", "'{count} galat': nothing says this any more"),
    ],
)
def test_a_fault_is_named_with_its_text_and_place(
    of_two_texts: Path, before: str, after: str, said: str
) -> None:
    of_two_texts.write_text(GOOD.replace(before, after))

    assert any(said in fault for fault in faults("en")), faults("en")


def test_what_is_new_is_added_empty_and_what_is_there_is_kept(of_two_texts: Path) -> None:
    of_two_texts.write_text(GOOD.replace("temuan", "temuan lama"))
    write_translations.update("en")
    catalogue = a_catalogue(of_two_texts.read_text())

    assert catalogue["Pagu {line} naik."].string == "The pagu of {line} rises."
    assert [fault.partition(":")[0] for fault in faults("en")] == ["'{count} temuan' (uji.py)"]
