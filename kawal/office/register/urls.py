"""Addresses of this room."""

from django.urls import path

from kawal.office.register.views import offices

app_name = "register"
urlpatterns = [
    path("jabatan/", offices.index, name="offices"),
    path("jabatan/<int:pk>/", offices.office, name="office"),
    path("jabatan/<int:pk>/tetapkan/", offices.appoint, name="appoint"),
    path("jabatan/<int:pk>/akhiri/", offices.end, name="end"),
    path("jabatan/<int:pk>/akun/", offices.create_account, name="create_account"),
    path("jabatan/<int:pk>/atur-ulang/", offices.reset, name="reset"),
]
