from django.urls import path

from cases.periods import annulling, correcting, undoing, views

PERIOD = "sager/<str:number>/perioder/<int:period_id>"

urlpatterns = [
    path("sager/<str:number>/perioder/", views.periods, name="sag_perioder"),
    path("sager/<str:number>/perioder/hent/", views.download, name="sag_perioder_hent"),
    path("sager/<str:number>/perioder/virkning/", views.preview, name="sag_periode_virkning"),
    path(f"{PERIOD}/ret/", correcting.correct, name="sag_periode_ret"),
    path(f"{PERIOD}/annuller/", annulling.annul, name="sag_periode_annuller"),
    path(f"{PERIOD}/fortryd/<int:version>/", undoing.undo, name="sag_periode_fortryd"),
]
