from django.urls import path

from reports.multiples import views

urlpatterns = [
    path(
        "maanedsstatus/alle/<maaned:maaned>/hent/<blok:blok>/",
        views.download,
        name="maanedsstatus_alle_hent",
    ),
]
