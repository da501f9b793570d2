"""Addresses of the door. allauth asks for its own names; what is not here does not exist: nobody signs
up, no address is kept, no account of another house is tied to one of ours."""

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.urls import URLPattern, URLResolver, include, path

from kawal.base.signin import views

_own: list[URLPattern | URLResolver] = [
    path("akun/sesi/", views.sessions, name="sessions"),
    path("akun/sesi/akhiri/", views.end_session, name="end_session"),
    path("akun/sesi/akhiri-lainnya/", views.end_others, name="end_others"),
    path("akun/faktor-kedua/kunci/hapus/", views.remove_key, name="remove_key"),
    path("akun/laporan/", views.accounts, name="accounts"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((_own, "signin"))),
    path("masuk/", account.login, name="account_login"),
    path("masuk/keluar/", account.logout, name="account_logout"),
    path("masuk/ditutup/", account.account_inactive, name="account_inactive"),
    path("masuk/faktor-kedua/", second.authenticate, name="mfa_authenticate"),
    path("masuk/kunci/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("masuk/lewat/batal/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("masuk/lewat/gagal/", social.login_error, name="socialaccount_login_error"),
    path("masuk/lewat/<slug:provider_id>/", views.from_outside, name="openid_connect_login"),
    path(
        "masuk/lewat/<slug:provider_id>/kembali/",
        views.back_from_outside,
        name="openid_connect_callback",
    ),
    path("akun/kata-sandi/", views.own_password, name="account_change_password"),
    path("akun/pastikan/", account.reauthenticate, name="account_reauthenticate"),
    path("akun/pastikan/kode/", second.reauthenticate, name="mfa_reauthenticate"),
    path(
        "akun/pastikan/kunci/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"
    ),
    path("akun/faktor-kedua/", second.index, name="mfa_index"),
    path("akun/faktor-kedua/aplikasi/", totp.activate_totp, name="mfa_activate_totp"),
    path("akun/faktor-kedua/aplikasi/lepas/", views.without_app, name="mfa_deactivate_totp"),
    path("akun/faktor-kedua/kunci/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("akun/faktor-kedua/cadangan/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "akun/faktor-kedua/cadangan/baru/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
]
