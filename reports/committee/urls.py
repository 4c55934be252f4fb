from django.urls import path

from reports.committee import views

HERE = "maanedsstatus/udvalg/<maaned:maaned>"

urlpatterns = [
    path(f"{HERE}/", views.version, name="maanedsstatus_udvalg"),
    path(f"{HERE}/luk/", views.close, name="maanedsstatus_udvalg_luk"),
]
