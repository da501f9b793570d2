"""Settings, all from the environment: none needs a file to be edited, and no secret stands here.

KAWAL_SECRET_KEY: needed for serving. DATABASE_URL: SQLite in the working folder without it.
KAWAL_HOSTS: the names under which the application is reached, parted by commas. KAWAL_UPLOADS: the
folder of brought files; `kawal-uploads` in the working folder without it. KAWAL_REFERENCES: official
lists of codes, folders parted by commas. KAWAL_HTTPS: no only behind nothing that encrypts.
KAWAL_LOGO: a PNG or JPEG of the region's mark.
KAWAL_EMAIL_URL, KAWAL_EMAIL_FROM: the mail server and in whose name it sends.
KAWAL_DEBUG: for those who build it. KAWAL_DEMO: the sample regency, where anyone may enter any
office; `kawal demo` sets it, and it opens no other database.
KAWAL_SECOND_FACTOR: whether strong offices must have a second factor. KAWAL_PROXIES: how many proxies
stand before the application, so that the address of who comes is known. KAWAL_OIDC_URL,
KAWAL_OIDC_CLIENT, KAWAL_OIDC_SECRET, KAWAL_OIDC_NAME, KAWAL_OIDC_CLAIM: the region's own identity
provider, and which of its claims holds the code of an account. KAWAL_DORMANT_DAYS,
KAWAL_MOST_OFFICES, KAWAL_PLT_DAYS, KAWAL_PLH_DAYS: from when an account is worth a look.
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
KAWAL_REFERENCES = [Path(each) for each in env.list("KAWAL_REFERENCES", default=[])]
KAWAL_LOGO = Path(logo) if (logo := env.str("KAWAL_LOGO", default="")) else None
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
    "django_htmx",
    "kawal.base.ui",
    "kawal.base.audit",
    "kawal.base.organisation",
    "kawal.base.signin",  # before allauth: its templates stand in place of allauth's
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "kawal.base.work",
    "kawal.office.planning",
    "kawal.office.findings",
    "kawal.office.imports",
    "kawal.office.renja",
    "kawal.office.book",
    "kawal.office.nomenclature",
    "kawal.office.register",
    "kawal.office.sharing",
    "kawal.front.desk",
    *(["kawal.front.demo"] if DEMO else []),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Above all that writes a page, so that it compresses what they have written; below WhiteNoise,
    # whose files a browser keeps under an ETag that compressing would change. A compressed page that
    # holds a secret beside what a stranger can have echoed there would let the secret be guessed by
    # its length (BREACH). The secret of our pages is the CSRF token: Django masks it anew in every
    # answer and pads each compressed answer by a random length, and the session's key is in no page.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "kawal.base.ui.preferences.speak_the_readers_language",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kawal.base.organisation.guard.Guard",
    "kawal.base.signin.doors.Doors",
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
    for name in ("CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
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
# Without a server for it, mail goes nowhere: what it would say stands in the application anyway.
vars().update(env.email_url("KAWAL_EMAIL_URL", default="dummymail://"))
DEFAULT_FROM_EMAIL = env.str("KAWAL_EMAIL_FROM", default="kawal@localhost")
TIME_ZONE = env.str("KAWAL_TIME_ZONE", default="Asia/Jakarta")
USE_I18N = USE_TZ = True
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = (
    True  # no step of collecting: what the packages bring is served as it lies there
)

# The door. All processes count attempts in one table; otherwise each would allow its own five.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "signin_counts",
    }
}
LOGIN_URL = "demo:door" if DEMO else "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    *(["django.contrib.auth.backends.ModelBackend"] if DEMO else []),
]
KAWAL_SIGNIN_PATIENCE = 300
"""Seconds in which five wrong passwords for one code are the most."""
KAWAL_SECOND_FACTOR = env.bool("KAWAL_SECOND_FACTOR", default=not DEMO)
KAWAL_DORMANT_DAYS = env.int("KAWAL_DORMANT_DAYS", default=90)
KAWAL_MOST_OFFICES = env.int("KAWAL_MOST_OFFICES", default=3)
KAWAL_PLT_DAYS = env.int("KAWAL_PLT_DAYS", default=180)
KAWAL_PLH_DAYS = env.int("KAWAL_PLH_DAYS", default=30)
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("KAWAL_PROXIES", default=0)
ACCOUNT_ADAPTER = "kawal.base.signin.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "code"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # a shared computer forgets when its browser is closed
ACCOUNT_RATE_LIMITS = {"login_failed": f"20/m/ip,5/{KAWAL_SIGNIN_PATIENCE}s/key"}
ACCOUNT_FORMS = {
    "login": "kawal.base.signin.forms.SignIn",
    "reauthenticate": "kawal.base.signin.forms.Reauthenticate",
    "change_password": "kawal.base.signin.forms.ChangePassword",
}
MFA_ADAPTER = "kawal.base.signin.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Kawal"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "kawal.base.signin.forms.Code",
    "reauthenticate": "kawal.base.signin.forms.CodeAgain",
    "activate_totp": "kawal.base.signin.forms.ActivateApp",
    "add_webauthn": "kawal.base.signin.forms.AddKey",
    "authenticate_webauthn": "kawal.base.signin.forms.ShowKey",
    "reauthenticate_webauthn": "kawal.base.signin.forms.ShowKeyAgain",
    "login_webauthn": "kawal.base.signin.forms.SignInByKey",
}
SOCIALACCOUNT_ADAPTER = "kawal.base.signin.adapters.OutsideAdapter"
# A link, no form: the policy lets no form lead to another house.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
KAWAL_OIDC_CLAIM = env.str("KAWAL_OIDC_CLAIM", default="preferred_username")
KAWAL_OIDC = "kantor"
"""Under which name the identity provider stands in addresses."""
KAWAL_OIDC_URL = env.str("KAWAL_OIDC_URL", default="")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": KAWAL_OIDC,
                "name": env.str("KAWAL_OIDC_NAME", default="akun kantor"),
                "client_id": env.str("KAWAL_OIDC_CLIENT", default=""),
                "secret": env.str("KAWAL_OIDC_SECRET", default=""),
                "settings": {"server_url": KAWAL_OIDC_URL},
            }
        ]
        if KAWAL_OIDC_URL
        else [],
    }
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600  # a working day; the next morning asks again
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
