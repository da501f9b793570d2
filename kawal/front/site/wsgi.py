"""The way in for a WSGI server."""

from __future__ import annotations

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kawal.front.site.settings")
application = get_wsgi_application()

# Every view with all it needs is loaded now, not at the first request; and since it stays for as long
# as the process does, the collector need not look through it again, which costs a page a tenth of a
# second once in a while.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
