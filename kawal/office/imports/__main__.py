"""`python -m kawal.office.imports`: a worker of its own process."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kawal.front.site.settings")
django.setup()

from kawal.office.imports.worker import main  # noqa: E402

main()
