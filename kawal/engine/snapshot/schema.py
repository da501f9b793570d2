"""The tables of a snapshot: the narrow waist that everything passes through.

`docs/snapshot.md` is generated from here, so each column carries its meaning and an example.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import polars as pl

VERSION = 1
DECIMAL_PLACES = 9
DECIMAL = pl.Decimal(38, DECIMAL_PLACES)
WHOLE_YEAR = 0
"""The quarter of a target that holds for the whole year."""
ALL_FUNDS = "semua"
"""The fund of a ceiling that holds for all sources of money together."""

LEVELS = ("visi", "misi", "tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan")
ANNUAL_KINDS = ("renja", "rkpd", "ppas", "dpa")
OPD_KINDS = ("renstra", "renja", "dpa")
"""Plans that belong to one OPD; the others belong to the region."""
PLAN_KINDS = ("rpjmd", "renstra", "rkpd", "renja", "ppas", "dpa")
STAGES = ("indikatif", "ppas", "apbd", "perubahan")
STEPS = ("persiapan", "pengadaan", "pelaksanaan", "serah terima")
MEASURES = ("masukan", "keluaran", "hasil", "dampak")
"""What an indicator measures: input, output, outcome, impact."""
TAGS = ("spm", "sdgs", "stunting", "kemiskinan", "iku", "ikk", "unggulan")
"""Why a node is watched; `unggulan` names the flagship programme that it carries out."""
BOXES = ("kekuatan", "kelemahan", "peluang", "ancaman", "tantangan")
"""The five boxes of a SWOT with challenges."""
RIPENESS = ("inisiatif", "uji coba", "penerapan")
"""Stages of an innovation (PP 38/2017)."""


class Kind(Enum):
    """What a column holds, and how Polars keeps it."""

    TEXT = "teks"
    INTEGER = "bilangan bulat"
    MONEY = "uang"
    DECIMAL = "desimal"
    BOOLEAN = "ya/tidak"
    DATE = "tanggal"

    @property
    def dtype(self) -> pl.DataType:
        return _DTYPES[self]


_DTYPES: dict[Kind, pl.DataType] = {
    Kind.TEXT: pl.String(),
    Kind.INTEGER: pl.Int64(),
    Kind.MONEY: pl.Int64(),  # sen
    Kind.DECIMAL: DECIMAL,
    Kind.BOOLEAN: pl.Boolean(),
    Kind.DATE: pl.Date(),
}


@dataclass(frozen=True)
class Column:
    """One column.

    key: part of the table's key. structural: without the column the table says nothing, so an
    absent column makes the table absent, and an empty cell is unusable input. may_be_empty: the
    column must be there, yet a cell may be empty (the reader says where). label: the name that
    people see. refers: the table whose key the value is; checked on reading where `judged` is
    False, left to a rule where it is True.
    """

    name: str
    kind: Kind
    label: str
    meaning: str
    example: str
    key: bool = False
    structural: bool = False
    may_be_empty: bool = False
    choices: tuple[str, ...] = ()
    refers: str | None = None
    judged: bool = False

    @property
    def is_structural(self) -> bool:
        return self.key or self.structural

    @property
    def is_required(self) -> bool:
        return self.is_structural and not self.may_be_empty


@dataclass(frozen=True)
class Table:
    """One table: its columns in the order in which they are written."""

    name: str
    label: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.key)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def dtypes(self) -> dict[str, pl.DataType]:
        return {column.name: column.kind.dtype for column in self.columns}


T, I, M, D, B, DAY = (  # noqa: E741
    Kind.TEXT, Kind.INTEGER, Kind.MONEY, Kind.DECIMAL, Kind.BOOLEAN, Kind.DATE,
)  # fmt: skip

TABLES: tuple[Table, ...] = (
    Table("region", "Wilayah", "The one regency that the snapshot speaks of.", (
        Column("code", T, "kode wilayah", "Ministry of Home Affairs code.", "33.28", key=True),
        Column("name", T, "nama wilayah", "Official name.", "Kabupaten Tegal"),
        Column("seat", T, "ibu kota", "Seat of government.", "Slawi"),
    )),
    Table("opd", "OPD", "The offices (organisasi perangkat daerah), in official order of id.", (
        Column("id", T, "OPD", "Stable id within the region.", "05", key=True),
        Column("code", T, "kode organisasi", "Organisation code of the nomenclature decree.",
               "1.02.0.00.0.00.01.0000"),
        Column("name", T, "nama OPD", "Official name.", "Dinas Kesehatan"),
        Column("short", T, "singkatan", "Short name, for narrow columns.", "Dinkes"),
        Column("head", T, "jabatan kepala", "Title of the office's head; never a person's name.",
               "Kepala Dinas Kesehatan"),
    )),
    Table("unit", "Unit", "The units of an OPD that answer for lines: bidang, bagian, UPTD.", (
        Column("id", T, "unit", "Id within the region.", "05-gizi", key=True),
        Column("opd", T, "OPD", "The OPD it belongs to.", "05", structural=True, refers="opd"),
        Column("name", T, "nama unit", "Official name.", "Bidang Kesehatan Masyarakat"),
    )),
    Table("plan", "Rencana", "One version of one plan. A locked version never changes: a change "
          "is a new version of the same kind, OPD and years.", (
        Column("id", T, "rencana", "Id of this version.", "renja-2021-05-v1", key=True),
        Column("kind", T, "jenis rencana", "What plan it is.", "renja", structural=True,
               choices=PLAN_KINDS),
        Column("opd", T, "OPD", "Whose plan: empty for a plan of the region (rpjmd, rkpd, ppas), "
               "filled for a plan of one OPD (renstra, renja, dpa).", "05", structural=True,
               may_be_empty=True, refers="opd"),
        Column("first_year", I, "tahun pertama", "First year of the plan; the year of an annual "
               "plan.", "2021", structural=True),
        Column("last_year", I, "tahun terakhir", "Last year; equal to the first for an annual "
               "plan.", "2021", structural=True),
        Column("version", I, "versi", "1 for the first version, 2 for its first change, and so "
               "on. A version above 1 is measured against version 1.", "1", structural=True),
        Column("locked", B, "terkunci", "Whether this version is locked.", "true"),
        Column("locked_on", DAY, "tanggal kunci", "Since when, where it is known.", "2019-07-01"),
        Column("basis", T, "dasar hukum", "The regulation or decision by which this version holds.",
               "Perda Nomor 3 Tahun 2019"),
    )),
    Table("node", "Bagian rencana", "Everything in a plan, from visi to sub kegiatan, as one tree. A "
          "*line* is a sub_kegiatan of an annual plan: it carries money.", (
        Column("id", T, "bagian rencana", "Id, unique over all plans.", "rj21-05-1.02.02.2.01.01",
               key=True),
        Column("plan", T, "rencana", "The plan version it stands in.", "renja-2021-05-v1",
               structural=True, refers="plan"),
        Column("parent", T, "induk", "The node above it in the same plan; empty at the top.",
               "rj21-05-1.02.02.2.01", refers="node", judged=True),
        Column("level", T, "tingkat", "Its level.", "sub_kegiatan", structural=True,
               choices=LEVELS),
        Column("code", T, "kode", "Code of the nomenclature decree, dotted.", "1.02.02.2.01.01"),
        Column("title", T, "uraian", "Its text.", "Pembinaan Pelayanan Gizi"),
        Column("opd", T, "OPD", "The OPD in charge: needed in annual plans, may be empty "
               "above; in the plan of one OPD, that OPD counts.", "05", structural=True,
               may_be_empty=True, refers="opd"),
        Column("unit", T, "unit penanggung jawab", "The unit of the OPD that answers for it.",
               "05-gizi", refers="unit", judged=True),
        Column("location", T, "lokasi", "Where the work is done.", "Kecamatan Slawi"),
        Column("target_group", T, "kelompok sasaran", "For whom.", "Kader posyandu"),
        Column("result", T, "hasil", "Who is better off when it is done, in one sentence.",
               "Balita gizi buruk tertangani"),
        Column("reason", T, "alasan melayani", "Why it serves what stands above it: its parent or, "
               "where it has none, the node that it mainly serves.",
               "gizi balita menentukan angka stunting"),
        Column("stated_total", M, "jumlah tercetak", "A total that the source prints, in rupiah; "
               "compared with the sum of its children, never used as a sum.", "150000000.00"),
    )),
    Table("support", "Dukungan", "Which node of a higher plan a node serves, beyond its own tree: "
          "a Renja programme serves an RPJMD programme.", (
        Column("node", T, "bagian rencana", "The node that serves.", "rj21-05-1.02.02", key=True,
               refers="node"),
        Column("above", T, "bagian di atasnya", "The node that is served.", "rpjmd-1.02.02", key=True,
               refers="node", judged=True),
        Column("kind", T, "jenis dukungan", "Main or further support.", "utama", structural=True,
               choices=("utama", "pendukung")),
    )),
    Table("indicator", "Indikator", "What is measured on a node.", (
        Column("id", T, "indikator", "Id, unique over all plans.", "rj21-05-1.02.02.2.01.01-1",
               key=True),
        Column("node", T, "bagian rencana", "The node that it measures.", "rj21-05-1.02.02.2.01.01",
               structural=True, refers="node"),
        Column("name", T, "teks indikator", "Its text.", "Jumlah kader gizi yang dibina"),
        Column("unit", T, "satuan", "Unit of its targets.", "orang"),
        Column("direction", T, "arah", "Whether more (naik) or less (turun) is better.", "naik",
               choices=("naik", "turun")),
        Column("accumulation", T, "akumulasi", "Whether a year's target counts that year alone "
               "(tahunan), all years so far (kumulatif), or a state at the year's end (keadaan).",
               "tahunan", choices=("tahunan", "kumulatif", "keadaan")),
        Column("measure", T, "jenis ukuran", "Whether it measures input (masukan), output "
               "(keluaran), outcome (hasil) or impact (dampak).", "keluaran", choices=MEASURES),
        Column("definition", T, "definisi", "What exactly is counted.",
               "Kader yang mengikuti pembinaan sampai selesai"),
        Column("formula", T, "rumus", "How the value is computed.", "Jumlah kader yang dibina"),
        Column("source", T, "sumber data", "Where the value comes from.", "Laporan puskesmas"),
        Column("frequency", T, "frekuensi", "How often it is measured.", "triwulan"),
        Column("baseline_text", T, "kondisi awal tertulis", "The baseline as it was written.",
               "1.150 orang"),
        Column("baseline", D, "kondisi awal", "The baseline as an exact number, where the text "
               "has one reading.", "1150"),
        Column("follows", T, "indikator yang diikuti", "The RPJMD indicator that an indicator of "
               "a Renja programme carries on.", "rpjmd-1.02.02-1", refers="indicator",
               judged=True),
        Column("retired_on", DAY, "berhenti dipakai", "From when it is no longer used: nothing is "
               "asked of it in years that begin on that day or later.", "2021-07-01"),
        Column("retired_reason", T, "alasan berhenti", "Why it is no longer used.",
               "Diganti dengan indikator hasil"),
    )),
    Table("target", "Target", "What an indicator is to reach.", (
        Column("indicator", T, "indikator", "The indicator.", "rj21-05-1.02.02.2.01.01-1",
               key=True, refers="indicator"),
        Column("year", I, "tahun", "The year.", "2021", key=True),
        Column("quarter", I, "triwulan", "1 to 4, or 0 for the whole year.", "0", key=True),
        Column("text", T, "target tertulis", "The target as it was written.", "87,5 %"),
        Column("value", D, "nilai target", "The exact number, where the text has one reading.",
               "87.5"),
    )),
    Table("allocation", "Alokasi", "Money on a node. One line may draw on one fund twice, so an "
          "allocation has an id of its own.", (
        Column("id", T, "alokasi", "Id, unique over all plans.", "rj21-05-1.02.02.2.01.01-a",
               key=True),
        Column("node", T, "bagian rencana", "The node that carries the money.",
               "rj21-05-1.02.02.2.01.01", structural=True, refers="node"),
        Column("year", I, "tahun", "The year of the money; the year after an annual plan's own is "
               "its forward estimate.", "2021", structural=True),
        Column("fund", T, "sumber dana", "Source of the money.", "Dana Alokasi Umum"),
        Column("account", T, "rekening belanja", "Code of the account, where the source goes down "
               "to it.", "5.1.02.01.01.0024"),
        Column("amount", M, "pagu", "Rupiah with two decimals.", "150000000.00"),
    )),
    Table("step", "Langkah", "The time plan of a node: what is done from when to when.", (
        Column("id", T, "langkah", "Id, unique over all plans.", "rj21-05-1.02.02.2.01.01-s1",
               key=True),
        Column("node", T, "bagian rencana", "The node whose step it is.", "rj21-05-1.02.02.2.01.01",
               structural=True, refers="node"),
        Column("kind", T, "jenis langkah", "Preparation, procurement, work or hand-over.",
               "persiapan", structural=True, choices=STEPS),
        Column("starts_on", DAY, "mulai", "First day.", "2021-01-15"),
        Column("ends_on", DAY, "selesai", "Latest day.", "2021-02-26"),
    )),
    Table("tag", "Penanda", "Why a node is watched: minimum service standards, stunting, a "
          "flagship programme, and so on.", (
        Column("node", T, "bagian rencana", "The node.", "rj21-05-1.02.02.2.01.01", key=True,
               refers="node"),
        Column("kind", T, "jenis penanda", "For what.", "unggulan", key=True, choices=TAGS),
        Column("code", T, "kode penanda", "Which one of its kind; for `unggulan` the id in "
               "table flagship.", "unggulan-3", key=True),
    )),
    Table("ceiling", "Pagu indikatif", "How much an OPD may plan.", (
        Column("opd", T, "OPD", "The OPD.", "05", key=True, refers="opd"),
        Column("year", I, "tahun", "The year.", "2021", key=True),
        Column("stage", T, "tahap", "perubahan holds for the later versions of an annual plan; for "
               "version 1, ppas for the PPAS, apbd for the DPA, indikatif for the rest.", "indikatif",
               key=True, choices=STAGES),
        Column("fund", T, "sumber dana", "A source of money, or `semua` for all together.",
               ALL_FUNDS, key=True),
        Column("amount", M, "pagu indikatif", "Rupiah with two decimals.", "9500000000.00"),
    )),
    Table("realisation", "Realisasi kinerja", "What an indicator has reached.", (
        Column("indicator", T, "indikator", "The indicator.", "rj20-05-1.02.02.2.01.01-1",
               key=True, refers="indicator"),
        Column("year", I, "tahun", "The year.", "2019", key=True),
        Column("quarter", I, "triwulan", "1 to 4 for what was reached in that quarter, or 0 for "
               "the whole year.", "0", key=True),
        Column("text", T, "realisasi tertulis", "The result as it was written.", "85,1 %"),
        Column("value", D, "nilai realisasi", "The exact number, where the text has one reading.",
               "85.1"),
        Column("source", T, "sumber data", "What proves it.", "Laporan kinerja 2019"),
    )),
    Table("spending", "Realisasi keuangan", "Money spent on a node.", (
        Column("node", T, "bagian rencana", "The node.", "rj20-05-1.02.02.2.01.01", key=True,
               refers="node"),
        Column("year", I, "tahun", "The year.", "2020", key=True),
        Column("quarter", I, "triwulan", "1 to 4, or 0 for the whole year.", "1", key=True),
        Column("amount", M, "realisasi", "Rupiah with two decimals.", "32500000.00"),
    )),
    Table("addition", "Tambahan", "The register of what was added to a line after the lock.", (
        Column("id", T, "nomor tambahan", "Id in the register.", "tambah-2020-014", key=True),
        Column("node", T, "bagian rencana", "The line of the changed plan.", "rj20p-05-1.02.02.2.01.01",
               structural=True, refers="node"),
        Column("amount", M, "tambahan", "Rupiah with two decimals; below zero for a cut.",
               "25000000.00"),
        Column("basis", T, "dasar hukum", "The decision that allows it.",
               "Perbup tentang Perubahan RKPD 2020, Pasal 4"),
        Column("reason", T, "alasan", "Why it was not foreseen.", "Refocusing anggaran kesehatan"),
        Column("decided_by", T, "diputuskan oleh", "The office that decided.",
               "Sekretaris Daerah"),
        Column("decided_on", DAY, "tanggal keputusan", "When.", "2020-08-10"),
    )),
    Table("innovation", "Inovasi", "The innovations of an OPD, per year in which they count.", (
        Column("id", T, "inovasi", "Id.", "inovasi-2021-05-1", key=True),
        Column("opd", T, "OPD", "The OPD.", "05", structural=True, refers="opd"),
        Column("year", I, "tahun", "The year in which it counts.", "2021", structural=True),
        Column("name", T, "nama inovasi", "Its name.", "Antrean puskesmas lewat pesan singkat"),
        Column("stage", T, "tahapan", "How far it is.", "uji coba", choices=RIPENESS),
        Column("trial_on", DAY, "tanggal uji coba", "First day of the trial.", "2020-09-01"),
        Column("applied_on", DAY, "tanggal penerapan", "First day of use.", "2021-03-01"),
        Column("accepted", B, "diterima", "Whether Bappeda dan Litbang has accepted it.", "true"),
        Column("node", T, "bagian rencana", "The line that carries it out.", "rj21-05-1.02.02.2.01.01",
               refers="node", judged=True),
    )),
    Table("swot", "SWOT", "Strengths, weaknesses, opportunities, threats and challenges of an OPD, "
          "one point per row.", (
        Column("id", T, "butir SWOT", "Id.", "swot-2021-05-1", key=True),
        Column("opd", T, "OPD", "The OPD.", "05", structural=True, refers="opd"),
        Column("year", I, "tahun", "The year that is being planned.", "2021", structural=True),
        Column("box", T, "kotak", "Which of the five.", "kekuatan", structural=True,
               choices=BOXES),
        Column("text", T, "uraian", "The point.", "Semua puskesmas terakreditasi"),
        Column("evidence", T, "bukti", "What shows it.", "Sertifikat akreditasi 2019"),
    )),
    Table("flagship", "Program unggulan", "The flagship programmes of the region.", (
        Column("id", T, "program unggulan", "Id.", "unggulan-3", key=True),
        Column("name", T, "nama program", "Its name.", "Desa sehat"),
        Column("team", T, "keputusan tim", "The decree that names its special team.",
               "Keputusan Bupati tentang Tim Program Unggulan 3"),
    )),
    Table("flagship_opd", "OPD program unggulan", "Which OPD push or support a flagship "
          "programme.", (
        Column("flagship", T, "program unggulan", "The programme.", "unggulan-3", key=True,
               refers="flagship"),
        Column("opd", T, "OPD", "The OPD.", "05", key=True, refers="opd"),
        Column("role", T, "peran", "pendorong pushes, pendukung supports.", "pendorong",
               structural=True, choices=("pendorong", "pendukung")),
    )),
    Table("ikm", "IKM", "Community satisfaction (Indeks Kepuasan Masyarakat) of a service.", (
        Column("opd", T, "OPD", "The OPD that serves.", "05", key=True, refers="opd"),
        Column("service", T, "layanan", "The service or service unit.", "Puskesmas Slawi",
               key=True),
        Column("year", I, "tahun", "The year of the survey.", "2020", key=True),
        Column("period", I, "periode", "1 or 2 for a half year, 0 for the whole year.", "0",
               key=True),
        Column("value", D, "IKM", "The index, 25 to 100.", "82.35"),
        Column("respondents", I, "responden", "How many answered.", "150"),
    )),
)  # fmt: skip

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
