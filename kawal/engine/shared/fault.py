"""The kinds of fault that input can have: what a machine knows a problem by, whatever its wording.

A code stays as it is once it is released; the message of a problem may change with any release.
"""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a piece of input; the value is the code that readers of JSON see."""

    # what lies there
    MISSING = "tidak-ada"
    CLOSED = "tidak-dapat-dibuka"
    IRREGULAR = "bukan-berkas-biasa"
    TOO_LARGE = "terlalu-besar"
    UNKNOWN_FORM = "bentuk-tidak-dikenal"
    ALREADY_THERE = "sudah-ada"

    # the form of a file
    BROKEN_ZIP = "zip-rusak"
    UNCLEAR_ZIP = "isi-zip-rancu"
    BROKEN_JSON = "json-rusak"
    BROKEN_TOML = "toml-rusak"
    BROKEN_PARQUET = "parquet-rusak"
    BROKEN_BOOK = "excel-rusak"
    OLD_BOOK = "excel-bentuk-lama"
    LOCKED_BOOK = "excel-terkunci"
    FORBIDDEN_XML = "xml-terlarang"
    CHECKSUM = "sidik-tidak-cocok"
    NOT_UTF8 = "bukan-utf8"
    NOT_CSV = "bukan-csv"
    OTHER_SEPARATOR = "pemisah-lain"
    OPEN_QUOTE = "tanda-kutip-terbuka"
    ROW_LENGTH = "panjang-baris"
    EMPTY = "kosong"

    # what belongs together
    NO_PACKAGE = "bukan-paket"
    DESCRIPTOR = "keterangan-paket-salah"
    UNLISTED = "tabel-tidak-disebut"
    MISSING_TABLE = "tabel-hilang"
    UNKNOWN_TABLE = "tabel-tidak-dikenal"
    NO_TEMPLATE = "bukan-template"
    COVER = "sampul-salah"
    SHEET = "lembar-rancu"
    OTHER_REGION = "wilayah-lain"

    # headings
    EMPTY_HEADING = "judul-kosong"
    LONG_HEADING = "judul-terlalu-panjang"
    REPEATED_HEADING = "judul-ganda"
    MISSING_COLUMN = "kolom-hilang"
    UNKNOWN_COLUMN = "kolom-tidak-dikenal"

    # cells
    WRONG_VALUE = "isi-salah"
    EMPTY_CELL = "isian-kosong"
    FORMULA = "rumus"
    ERROR_VALUE = "nilai-galat"
    MERGED_CELL = "sel-gabungan"
    UNCERTAIN_MONEY = "rupiah-tidak-pasti"

    # rows together
    REPEATED_KEY = "kunci-ganda"
    UNSOUND_KEY = "kunci-rancu"
    LOST_REFERENCE = "rujukan-hilang"
    CONTRADICTION = "bertentangan"
    TOO_MUCH_MONEY = "jumlah-tidak-masuk-akal"

    # profiles of readers
    UNKNOWN_PROFILE = "profil-tidak-ada"
    IDLE_PROFILE = "profil-tidak-terpakai"
    WRONG_PROFILE = "profil-salah"
    NO_PROFILE_FITS = "profil-tidak-cocok"
    UNKNOWN_LEVEL = "tingkat-tidak-dikenal"
    UNRECONCILED = "jumlah-berselisih"

    # what was asked
    CALL = "permintaan-salah"
