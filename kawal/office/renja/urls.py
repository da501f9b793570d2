"""Addresses of this room. An id may hold slashes and any word between them, so what is asked of it
stands before it, and nothing after it: no id is taken for another address."""

from django.urls import path

from kawal.office.renja import plan_views, views

app_name = "renja"
urlpatterns = [
    path("renja/ajukan/<path:plan>/", plan_views.submit, name="submit"),
    path("renja/kembalikan/<path:plan>/", plan_views.send_back, name="send_back"),
    path("renja/unduh/<path:plan>/", plan_views.export, name="export"),
    path("renja/kunci/<path:plan>/", plan_views.lock, name="lock"),
    path("renja/rencana/<path:plan>/", plan_views.plan, name="plan"),
    path("renja/riwayat/pagu/<path:key>/", views.amount, name="amount"),
    path(
        "renja/riwayat/target/<int:year>/<int:quarter>/<path:indicator>/",
        views.target,
        name="target",
    ),
    path("renja/ketik/<path:line>/", views.typing, name="typing"),
    path("renja/baris/<path:line>/", views.line, name="line"),
]
