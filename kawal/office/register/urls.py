"""Addresses of this room."""

from django.urls import path

from kawal.office.register.views import assistants, offices, opds

app_name = "register"
urlpatterns = [
    path("jabatan/", offices.index, name="offices"),
    path("jabatan/<int:pk>/", offices.office, name="office"),
    path("jabatan/<int:pk>/tetapkan/", offices.appoint, name="appoint"),
    path("jabatan/<int:pk>/akhiri/", offices.end, name="end"),
    path("jabatan/<int:pk>/akun/", offices.create_account, name="create_account"),
    path("jabatan/<int:pk>/atur-ulang/", offices.reset, name="reset"),
    path("jabatan/<int:pk>/tutup-akun/", offices.close_account, name="close_account"),
    path("organisasi/", opds.index, name="opds"),
    path("organisasi/tata-ulang/", opds.reorganise, name="reorganise"),
    path("organisasi/<int:pk>/", opds.opd, name="opd"),
    path("organisasi/<int:pk>/unit/", opds.add_unit, name="add_unit"),
    path("organisasi/<int:pk>/jabatan/", opds.found, name="found"),
    path("organisasi/unit/<int:pk>/", opds.unit, name="unit"),
    path("asisten/", assistants.index, name="assistants"),
    path("asisten/tetapkan/", assistants.assign, name="assign"),
]
