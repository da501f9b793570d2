"""Addresses of this room. An id of a line may hold slashes, so the others stand before it."""

from django.urls import path

from kawal.office.renja import plan_views, views

app_name = "renja"
urlpatterns = [
    path("renja/rencana/<path:plan>/ajukan/", plan_views.submit, name="submit"),
    path("renja/rencana/<path:plan>/kembalikan/", plan_views.send_back, name="send_back"),
    path("renja/rencana/<path:plan>/unduh/", plan_views.export, name="export"),
    path("renja/rencana/<path:plan>/kunci/", plan_views.lock, name="lock"),
    path("renja/rencana/<path:plan>/", plan_views.plan, name="plan"),
    path("renja/riwayat/pagu/<path:key>/", views.amount, name="amount"),
    path(
        "renja/riwayat/target/<int:year>/<int:quarter>/<path:indicator>/",
        views.target,
        name="target",
    ),
    path("renja/ketik/<path:line>/", views.typing, name="typing"),
    path("renja/<path:line>/", views.line, name="line"),
]
