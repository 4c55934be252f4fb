from django.urls import path

from reports.coverage import views

urlpatterns = [
    path("daekning/", views.quarters, name="daekning"),
    path("daekning/<int:aar>/<int:nummer>/", views.quarter, name="daekning_kvartal"),
    path("daekning/<int:aar>/<int:nummer>/begrund/", views.give_reason, name="daekning_begrund"),
    path("daekning/<int:aar>/<int:nummer>/underskriv/", views.sign, name="daekning_underskriv"),
]
