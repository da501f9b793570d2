"""CSV as texts, with every fault of form named by its row."""

from __future__ import annotations

import csv
import io

from kawal.engine.shared.errors import Problem, UnusableInput


def read_columns(content: bytes, file: str, separator: str = ",") -> dict[str, list[str | None]]:
    """The columns of a CSV as texts, by heading.

    Raises UnusableInput for text that is not UTF-8, a row that is too short or too long, a heading
    that stands twice. The standard reader is used because it knows such rows by their number.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnusableInput(
            [Problem("Bukan teks UTF-8.", "Simpan sebagai CSV UTF-8.", file=file, row=line)]
        ) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    try:
        rows = [row for row in reader if row]
    except csv.Error as error:
        message = (
            "Satu sel terlalu panjang."
            if "limit" in str(error)
            else "Tanda kutip tidak berpasangan."
        )
        fix = "Perbaiki di sekitar baris itu, lalu simpan ulang sebagai CSV UTF-8."
        raise UnusableInput([Problem(message, fix, file=file, row=reader.line_num)]) from error
    if not rows:
        raise UnusableInput([Problem("Berkas kosong.", "Tulis baris judul kolom.", file=file)])
    heading, *body = rows
    if len(heading) == 1 and ";" in heading[0]:
        fix = "Simpan ulang sebagai CSV dengan pemisah koma."
        raise UnusableInput([Problem("Kolom dipisah titik koma.", fix, file=file, row=1)])
    problems = [
        Problem(
            "Judul kolom muncul dua kali.", "Hapus salah satunya.", file=file, row=1, column=name
        )
        for name in sorted({name for name in heading if heading.count(name) > 1})
    ]
    problems += [
        Problem(
            f"Baris memuat {len(row)} kolom, judulnya {len(heading)}.",
            "Samakan jumlah kolom; teks yang memuat koma ditulis di antara tanda kutip.",
            file=file,
            row=number,
        )
        for number, row in enumerate(body, start=2)
        if len(row) != len(heading)
    ][:20]
    if problems:
        raise UnusableInput(problems)
    columns = zip(*body, strict=True) if body else ([] for _ in heading)
    return {name: list(cells) for name, cells in zip(heading, columns, strict=True)}
