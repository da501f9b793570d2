"""Addresses of this room."""

from django.urls import path

from kawal.front.desk import shared, views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("meja/", views.sekda, name="sekda"),
    path("meja-jabatan/", views.office, name="office"),
    path("meja-perencana/", views.planner, name="planner"),
    path("opd/", views.opds, name="opds"),
    path("opd/<str:number>/", views.opd, name="opd"),
    path("dibagikan/", shared.index, name="shared_list"),
    path("dibagikan/opd/<str:number>/", shared.opd, name="shared_opd"),
    path("dibagikan/rencana/<path:plan>/", shared.plan, name="shared_plan"),
    path("tugas/", views.waiting, name="waiting"),
    path("tugas/<int:pk>/", views.task, name="task"),
    path("tugas/<int:pk>/ingatkan/", views.remind, name="remind"),
    path("kabar/", views.notices, name="notices"),
    path("kabar/dibaca/", views.read, name="read"),
    path("agenda/", views.agenda, name="agenda"),
    path("keluar/", views.leave, name="leave"),
]
