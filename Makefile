# Nothing is needed at the start but python3, pip and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
export UV_PYTHON_DOWNLOADS = never
export UV_PROJECT_ENVIRONMENT = $(VENV)

.PHONY: help setup demo test soak lint bench bench-nation bench-pages docs pictures translations browser clean

help:
	@echo "make demo    siapkan semuanya, periksa daerah contoh, tulis report.html, lalu layani aplikasi (SERVE=0: tidak)"
	@echo "make test    semua uji, sama dengan CI"
	@echo "make soak    hitungan panjang"
	@echo "make lint    gaya dan tipe"
	@echo "make bench   kecepatan, dengan pembanding"
	@echo "make bench-nation    50 dan 514 daerah, dengan pembanding; lama"
	@echo "make bench-pages    waktu halaman aplikasi, di samping waktu pertanyaannya ke basis data"
	@echo "make docs    tulis ulang halaman docs/ yang dibuat dari kode"
	@echo "make pictures    ambil ulang gambar README dari aplikasi yang sedang jadi"
	@echo "make translations    tambahkan teks baru ke katalog terjemahan, sebut yang belum diterjemahkan"

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else "Kawal memerlukan Python 3.11 atau lebih baru; yang ditemukan %d.%d. Pasang Python baru, lalu jalankan: make PYTHON=python3.11 setup" % v[:2])'
	@$(PYTHON) -m venv $(VENV) || { echo "Modul venv tidak ada. Di Debian atau Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"
	@$(BIN)/uv sync --frozen --inexact --quiet --compile-bytecode --python $(BIN)/python
	@touch $@

demo: setup
	@sh scripts/demo.sh $(BIN)/kawal

browser:
	@sh scripts/browser.sh

test: setup browser lint
	@$(BIN)/pytest -n auto --dist loadgroup -m "not soak"
	@sh scripts/postgres.sh $(BIN)/pytest -n auto --dist loadgroup -m "not soak and not browser" --ignore tests/office/imports/test_real_files.py tests/base tests/office

soak: setup browser
	@$(BIN)/pytest -n auto -m soak
	@sh scripts/postgres.sh $(BIN)/pytest -n auto -m soak tests/base tests/office

lint: setup
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy

bench: setup
	@$(BIN)/python -m bench

bench-nation: setup
	@$(BIN)/python -m bench.nation

bench-pages: setup
	@$(BIN)/python -m bench.pages

pictures: setup browser
	@KAWAL_PICTURES=1 $(BIN)/pytest -q -p no:xdist tests/front/browser/test_pictures.py

docs: setup
	@$(BIN)/python scripts/write_docs.py

translations: setup
	@$(BIN)/python scripts/write_translations.py

clean:
	rm -rf $(VENV) report.html demo .pytest_cache .hypothesis .mypy_cache .ruff_cache
