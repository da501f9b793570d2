"""Settings, all from the environment: none needs a file to be edited, and no secret stands here.

KAWAL_SECRET_KEY: needed for serving. DATABASE_URL: SQLite in the working folder without it.
KAWAL_HOSTS: the names under which the application is reached, parted by commas. KAWAL_UPLOADS: the
folder of brought files; `kawal-uploads` in the working folder without it. KAWAL_HTTPS: no only
behind nothing that encrypts. KAWAL_DEBUG: for those who build it. KAWAL_DEMO: the sample regency,
where anyone may enter any office; `kawal demo` sets it, and it opens no other database.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

env = environ.Env()

DEBUG = env.bool("KAWAL_DEBUG", default=False)
DEMO = env.bool("KAWAL_DEMO", default=False)
KAWAL_TODAY = (
    date.fromisoformat(env.str("KAWAL_DEMO_TODAY", default="2020-03-02")) if DEMO else None
)
KAWAL_RIGHTS = Path(__file__).parent / "rights.csv"
# Without a key of its own every start signs out whoever was signed in; `kawal serve` asks for one.
SECRET_KEY = env.str("KAWAL_SECRET_KEY", default="") or get_random_secret_key()
ALLOWED_HOSTS = env.list("KAWAL_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "kawal.base.ui",
    "kawal.base.audit",
    "kawal.base.organisation",
    "kawal.base.work",
    "kawal.office.planning",
    "kawal.office.findings",
    "kawal.office.imports",
    "kawal.front.desk",
    *(["kawal.front.demo"] if DEMO else []),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "kawal.base.ui.preferences.speak_the_readers_language",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "kawal.base.organisation.guard.Guard",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "kawal.front.site.urls"
WSGI_APPLICATION = "kawal.front.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "kawal.base.ui.frame.context",
                "kawal.base.ui.preferences.context",
            ]
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{Path.cwd() / 'kawal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers wait for one another from the start of a transaction, so that none is refused half way;
    # readers are not held up by them.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "organisation.Account"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]

# Brought files lie outside of all that is served, under names of our own.
KAWAL_UPLOADS = Path(env.str("KAWAL_UPLOADS", default=str(Path.cwd() / "kawal-uploads")))
FILE_UPLOAD_HANDLERS = [
    "kawal.office.imports.files.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
TIME_ZONE = env.str("KAWAL_TIME_ZONE", default="Asia/Jakarta")
USE_I18N = USE_TZ = True
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = (
    True  # no step of collecting: what the packages bring is served as it lies there
)
LOGIN_URL = "demo:door" if DEMO else "/masuk/"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("KAWAL_HTTPS", default=not (DEBUG or DEMO))
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# Nothing inline and nothing from elsewhere: what was typed into a plan can never run.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
