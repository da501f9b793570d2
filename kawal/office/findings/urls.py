"""Addresses of this room."""

from django.urls import path

from kawal.office.findings import views

app_name = "findings"
urlpatterns = [
    path("temuan/", views.index, name="list"),
    path("temuan/<int:pk>/", views.show, name="one"),
    path("temuan/<int:pk>/jawab/", views.answer, name="answer"),
    path("temuan/<int:pk>/terima/", views.accept, name="accept"),
    path("temuan/<int:pk>/kembalikan/", views.send_back, name="send_back"),
    path("temuan/<int:pk>/kecualikan/", views.waive, name="waive"),
    path("temuan/<int:pk>/cabut/", views.withdraw, name="withdraw"),
    path("temuan/<int:pk>/pakai-jumlah/", views.take_sum, name="take_sum"),
]
