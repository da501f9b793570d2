"""What the command says: whoever listens, in whatever encoding, and when Kawal itself fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from kawal.engine.checks import result
from tests.front.command import ON, ROOT, in_shell, kawal

FIRST_LINE = "| head -n 1; exit ${PIPESTATUS[0]}"


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    run = in_shell(f"kawal rules KODE-01 {FIRST_LINE}")

    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("reader", [FIRST_LINE, "| true; exit ${PIPESTATUS[0]}"])
def test_a_closed_pipe_does_not_make_a_blocked_plan_green(
    faulty_regency: Path, reader: str
) -> None:
    run = in_shell(f'kawal check "$@" {reader}', faulty_regency, *ON)

    assert (run.returncode, run.stderr) == (1, "")


@pytest.mark.parametrize("call", ["check $1", "rules", "regulations", "--help", "--version"])
def test_an_output_that_cannot_be_written_is_told_in_one_sentence(clean: Path, call: str) -> None:
    run = in_shell(f"kawal {call} > /dev/full", clean)

    assert run.returncode == 2
    assert run.stderr == "Keluaran tidak dapat ditulis: tidak ada ruang tersisa.\n"


def test_nobody_left_to_complain_to_is_no_second_fault(tmp_path: Path) -> None:
    for where in ("2> /dev/full", "2>&-", "> /dev/full 2>&1", ">&- 2>&-"):
        assert in_shell(f"kawal check $1 {where}", tmp_path / "tiada").returncode == 2


@pytest.mark.parametrize(
    "setting",
    ["PYTHONIOENCODING=cp1252", "PYTHONIOENCODING=latin-1", "PYTHONIOENCODING=ascii",
     "LC_ALL=C", "LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0"],
)  # fmt: skip
def test_a_poor_encoding_costs_a_sign_and_not_the_report(
    faulty_regency: Path, setting: str
) -> None:
    run = in_shell(f'export {setting}; kawal check "$@"', faulty_regency, *ON)

    assert run.returncode == 1
    assert run.stderr == ""
    assert "menghalangi" in run.stdout


def breaks(*_: object) -> None:
    raise ZeroDivisionError("dua\x1b[2J per nol " + "panjang " * 100)


def test_a_fault_of_kawal_is_told_as_one(
    clean: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(result, "check", breaks)

    assert kawal("check", clean) == 2
    said = capsys.readouterr().err
    assert said.startswith("Kawal sendiri yang galat, bukan berkas Anda")
    assert "ZeroDivisionError: dua\N{REPLACEMENT CHARACTER}[2J per nol" in said
    assert "Traceback" not in said
    assert said.count("\n") == 1
    assert len(said) < 800


def test_a_fault_of_kawal_shows_its_trace_to_who_asks(
    clean: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(result, "check", breaks)
    monkeypatch.setenv("KAWAL_DEBUG", "1")

    assert kawal("check", clean) == 2
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "Kawal sendiri yang galat" in said


def test_a_panic_below_python_is_a_fault_of_kawal_too(
    clean: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Panic(BaseException):
        """As Polars raises them."""

    def panics(*_: object) -> None:
        raise Panic("panik")

    monkeypatch.setattr(result, "check", panics)

    assert kawal("check", clean) == 2
    assert "Panic: panik" in capsys.readouterr().err


def test_whoever_interrupts_is_answered(
    clean: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(result, "check", interrupted)

    assert kawal("check", clean) == 130
    assert capsys.readouterr().err == "Dihentikan.\n"


@pytest.mark.parametrize(
    "call",
    [["rules", "\x1b[2J"], ["regulations", "\x1b[2J"], ["check", "\x1b[2J"], ["\x1b[2J"],
     ["check", "x", "--on", "\x1b[2J"], ["check", "x", "--profile", "\x1b[2J"],
     ["generate", "--out", "/dev/null/\x1b[2J"], ["snapshot", "\x1b[2J", "-o", "x"]],
)  # fmt: skip
def test_no_argument_can_steer_the_terminal(
    call: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert kawal(*call) == 2

    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    assert "[2J" in said.err


def test_no_name_of_a_file_can_steer_the_terminal(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = tmp_path / "\x1b[2J"
    assert kawal("check", clean, *ON, "--html", f"{name}.html") == 0
    assert kawal("snapshot", clean, "-o", f"{name}.zip") == 0
    assert kawal("generate", "--opd", 1, "--out", name) == 0

    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err


@pytest.mark.parametrize(
    "name",
    ["a" * 5000, "a" * 250, "a\0b", "", "/".join("a" * 3000)],
    ids=lambda name: repr(name)[:8],
)
@pytest.mark.parametrize("command", [["check"], ["snapshot", "-o", "x"]])
def test_a_name_that_no_file_can_have_is_told_like_any_other(
    name: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert kawal(*command, name) == 2

    said = capsys.readouterr().err
    assert "Kawal sendiri" not in said
    assert "tidak ada" in said or "Tidak dapat dibuka" in said or "bukan nama" in said


def test_a_package_whose_waivers_could_have_no_name_is_judged(clean: Path) -> None:
    long = clean.with_name("n" * 250)
    clean.rename(long)

    assert kawal("check", long, *ON) == 0


def test_the_waivers_of_the_folder_one_stands_in_lie_beside_it(
    clean: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (clean / "dalam").mkdir()
    waivers = clean.with_name("bersih.waivers.csv")
    waivers.write_text("rule,key,office,until,reason\nLENGKAP-99,l,Sekda,2020-12-31,menunggu\n")
    for folder, place in ((clean, "."), (clean / "dalam", "..")):
        monkeypatch.chdir(folder)

        assert kawal("check", place, *ON) == 2
        assert "LENGKAP-99" in capsys.readouterr().err


def test_a_file_name_in_no_encoding_is_shown_and_does_no_harm(clean: Path, tmp_path: Path) -> None:
    script = 'mv "$1" "$2"$\'\\xff\' && kawal check "$2"$\'\\xff\' --html "$2.html" --on 2020-03-02'
    run = in_shell(script, clean, tmp_path / "p")

    assert (run.returncode, run.stderr) == (0, "")
    assert "\N{REPLACEMENT CHARACTER}" in (tmp_path / "p.html").read_text("utf-8")


def test_a_foreign_file_whose_name_is_in_no_encoding_is_read(
    mamberamo: Path, tmp_path: Path
) -> None:
    script = 'f="$2"$\'/\\xff.csv\'; cp "$1" "$f"; kawal check "$f" --json "$2/r.json" >/dev/null'
    run = in_shell(script, mamberamo, tmp_path)

    assert (run.returncode, run.stderr) == (3, "")
    assert "\N{REPLACEMENT CHARACTER}.csv" in (tmp_path / "r.json").read_text("utf-8")


def test_a_working_folder_that_is_gone_is_no_fault_of_kawal(clean: Path, tmp_path: Path) -> None:
    script = 'mkdir "$2/x"; cd "$2/x"; rmdir "$2/x"; PYTHONPATH="$3" kawal check "$1" --html r.html'
    run = in_shell(script, clean, tmp_path, ROOT)

    assert run.returncode == 2
    assert run.stderr.startswith("Laporan tidak dapat ditulis: ")
