"""How tests know Indonesian when they see it."""

import re

WORDS = re.compile(
    r"\b(yang|tidak|belum|dan|atau|untuk|dengan|pada|dari|setiap|sudah|dapat|menjadi|berlaku"
    r"|aturan|temuan|kolom|tabel|baris|simpul|satuan|giliran|rencana|kepala|sampai|tahun|jumlah"
    r"|peringatan|menghalangi|dinilai|galat|perubahan|sumber|pengecualian|laporan"
    r"|ada|tanpa|teks|langkah|tanggal|rumus|definisi|kekuatan|kelemahan)\b",
    re.IGNORECASE,
)
"""Words that an Indonesian sentence can hardly do without."""
