"""Addresses of this room. An id may hold slashes, so the others stand before it."""

from django.urls import path

from kawal.office.book import (
    alignment_views,
    change_views,
    impact_views,
    sharpening_views,
    synergy_views,
    views,
    vision_views,
)

app_name = "book"
urlpatterns = [
    path("buku/", views.cover, name="cover"),
    path("buku/pohon/", views.tree, name="tree"),
    path("buku/misi/", views.missions, name="missions"),
    path("buku/visi/", vision_views.page, name="vision"),
    path("buku/visi/<int:number>/", vision_views.word, name="word"),
    path("buku/visi/<int:number>/pilih/", vision_views.choose, name="choose_measures"),
    path("buku/pertajam/", sharpening_views.page, name="sharpen"),
    path("buku/pertajam/pakai/<path:key>/", sharpening_views.take, name="take"),
    path("buku/pertajam/<path:key>/", sharpening_views.evaluation, name="evaluation"),
    path("buku/kerja-sama/", synergy_views.page, name="synergy"),
    path("buku/kerja-sama/<str:key>/", synergy_views.show, name="partner"),
    path("buku/kerja-sama/<str:key>/ajak/", synergy_views.ask_other, name="ask_partner"),
    path("buku/kerja-sama/<str:key>/jawab/", synergy_views.answer, name="answer_partner"),
    path("buku/usul-perubahan/", change_views.index, name="changes"),
    path("buku/usul-perubahan/<int:pk>/", change_views.show, name="change"),
    path("buku/usul-perubahan/<int:pk>/putuskan/", change_views.decide, name="decide_change"),
    path("buku/usul-perubahan/ajukan/<path:key>/", change_views.propose, name="propose_change"),
    path("buku/dampak/", impact_views.page, name="impact"),
    path("buku/keselarasan/", alignment_views.regency, name="alignment"),
    path("buku/keselarasan/<str:number>/", alignment_views.office, name="alignment_office"),
    path("buku/indikator/<path:key>/", views.indicator, name="indicator"),
    path("buku/bagian/<path:key>/", views.node, name="node"),
]
