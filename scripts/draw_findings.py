"""Draw a hundred findings from the real files, for a person to read beside the source.

`.venv/bin/python scripts/draw_findings.py FOLDER` writes one JSON file per run and `drawn.json`. The
draw is fixed by its seed: every pair of run and rule comes once before any comes twice, four of five
are *gagal*, the rest *tidak dapat dinilai*. `--seed NUMBER` draws another hundred, for a reading that
must not know the first. docs/hundred-findings.md holds the verdicts; it quotes no source text.
"""

import argparse
import json
import random
import subprocess
import sys
from itertools import chain, zip_longest
from pathlib import Path

SHARED = Path(__file__).parents[2] / "shared" / "data"
PLANS = SHARED / "rencana"
KAWAL = Path(sys.executable).with_name("kawal")
SEED = 20200302
COUNTS = {"gagal": 80, "tidak dapat dinilai": 20}
DECREES = {
    # replaced by 050-5889 of 27 December 2021, of which there is no list here: plans of 2023 have none
    "2020": (
        "nomenklatur_050_3708_2020",
        "Kepmendagri 050-3708 Tahun 2020",
        "2021-01-01",
        "2021-12-31",
    ),
    "2023": (
        "nomenklatur_900_1317_2023",
        "Kepmendagri 900.1.15.5-1317 Tahun 2023",
        "2024-01-01",
        None,
    ),
}
RUNS = {
    "deliserdang": (["deliserdang_evaluasi_renja_2025_bappedalitbang"], ["2023"]),
    "madiun": (["madiun_rpjmd_renstra_2019_2023"], []),
    "mamberamo-belanja": (["mamberamo_raya_belanja_perubahan_2023"], []),
    "mamberamo-rkpd": (["mamberamo_raya_rkpd_perubahan_2023"], []),
    "morowali": (["morowali_rpjmd_renstra_2018_2023"], []),
    "pasangkayu": (["pasangkayu_dpupr_renstra", "pasangkayu_dpupr_renja_2024"], ["2023"]),
    "sumedang-16": (["sumedang_renstra_16"], []),
    "sumedang-23": (["sumedang_renstra_23"], []),
    "sumedang-24": (["sumedang_renstra_24"], []),
    "sumedang-rpjmd": (["sumedang_rpjmd_program_2018_2023"], []),
    "tangsel": (["tangsel_evaluasi_rkpd_tw1_2023"], []),
}


def main(folder: Path, seed: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    packs = {year: build(folder, *decree) for year, decree in DECREES.items()}
    found = [finding for name in RUNS for finding in judge(folder, name, packs)]
    draw = random.Random(seed)
    drawn = [
        finding
        for outcome, count in COUNTS.items()
        for finding in in_turn([one for one in found if one["outcome"] == outcome], draw)[:count]
    ]
    (folder / "drawn.json").write_text(json.dumps(drawn, ensure_ascii=False, indent=1), "utf-8")
    print(len(found), "temuan;", len(drawn), "diambil")


def build(folder: Path, name: str, title: str, since: str, until: str | None) -> Path:
    """The reference pack of one decree's list, built as a user builds it."""
    pack = folder / f"{name}.zip"
    if not pack.exists():
        source = SHARED / "nomenklatur" / f"{name}.csv"
        ask = ["reference", "build", source, "--decree", title, "--since", since, "-o", pack]
        ask += ["--until", until] if until else []
        subprocess.run([KAWAL, *ask], check=True)
    return pack


def judge(folder: Path, name: str, packs: dict[str, Path]) -> list[dict]:
    """Every finding of one run that is not *lolos*, as `kawal check --json` writes it."""
    files, decrees = RUNS[name]
    report = folder / f"{name}.json"
    references = chain.from_iterable(("--reference", packs[year]) for year in decrees)
    ask = [*(PLANS / f"{file}.csv" for file in files), *references, "--on", "2026-11-24"]
    with (folder / f"{name}.txt").open("wb") as told:
        subprocess.run([KAWAL, "check", *ask, "--json", report], stdout=told, check=False)
    told = json.loads(report.read_text("utf-8"))["findings"]
    return [{"run": name, "files": files, **finding} for finding in told]


def in_turn(findings: list[dict], draw: random.Random) -> list[dict]:
    """The findings shuffled, one of each rule and run first, then the second of each, and so on."""
    groups: dict[tuple[str, str], list[dict]] = {}
    for finding in draw.sample(findings, len(findings)):
        groups.setdefault((finding["rule"], finding["run"]), []).append(finding)
    rounds = zip_longest(*draw.sample(list(groups.values()), len(groups)))
    return [finding for one_round in rounds for finding in one_round if finding is not None]


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("folder", type=Path, help="where the JSON files go")
    options.add_argument(
        "--seed", type=int, default=SEED, help="of the draw (default: %(default)s)"
    )
    asked = options.parse_args()
    main(asked.folder, asked.seed)
