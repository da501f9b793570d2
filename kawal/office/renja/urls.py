"""Addresses of this room. An id may hold slashes and any word between them, so what is asked of it
stands before it, and nothing after it: no id is taken for another address."""

from django.urls import path

from kawal.office.renja import grid_views, grow_views, plan_views, start_views, views

app_name = "renja"
urlpatterns = [
    path("renja/mulai/", start_views.begin, name="start"),
    path("renja/ajukan/<path:plan>/", plan_views.submit, name="submit"),
    path("renja/kembalikan/<path:plan>/", plan_views.send_back, name="send_back"),
    path("renja/unduh/<path:plan>/", plan_views.export, name="export"),
    path("renja/kunci/<path:plan>/", plan_views.lock, name="lock"),
    path("renja/kisi/<path:plan>/", grid_views.grid, name="grid"),
    path("renja/periksa/<path:plan>/", grid_views.check, name="grid_check"),
    path("renja/simpan/<path:plan>/", grid_views.save, name="grid_save"),
    path("renja/rencana/<path:plan>/", plan_views.plan, name="plan"),
    path("renja/riwayat/pagu/<path:key>/", views.amount, name="amount"),
    path(
        "renja/riwayat/target/<int:year>/<int:quarter>/<path:indicator>/",
        views.target,
        name="target",
    ),
    path("renja/riwayat/isian/<str:table>/<str:column>/<path:key>/", views.words, name="words"),
    path("renja/tambah/baris/<path:plan>/", grow_views.add_line, name="add_line"),
    path("renja/tambah/indikator/<path:line>/", grow_views.add_indicator, name="add_indicator"),
    path("renja/tambah/pagu/<path:line>/", grow_views.add_amount, name="add_amount"),
    path("renja/tambah/penanda/<path:line>/", grow_views.add_tag, name="add_tag"),
    path("renja/lepas/penanda/<path:line>/", grow_views.remove_tag, name="remove_tag"),
    path("renja/tarik/baris/<path:line>/", grow_views.withdraw_line, name="withdraw_line"),
    path("renja/tarik/pagu/<path:key>/", grow_views.withdraw_amount, name="withdraw_amount"),
    path(
        "renja/tarik/indikator/<path:indicator>/",
        grow_views.withdraw_indicator,
        name="withdraw_indicator",
    ),
    path("renja/berhenti/indikator/<path:indicator>/", grow_views.retire, name="retire"),
    path("renja/ketik/<path:line>/", views.typing, name="typing"),
    path("renja/baris/<path:line>/", views.line, name="line"),
]
