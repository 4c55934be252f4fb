from django.urls import path

from cases.overview import histories, reasons, views

WHY = "sager/<str:number>/hvorfor/<int:round_number>/<str:kind>/"

urlpatterns = [
    path("sager/<str:number>/", views.overview, name="sag"),
    path("sager/<str:number>/vis-cpr/", views.reveal_cpr, name="sag_vis_cpr"),
    path("sager/<str:number>/historik/", histories.history, name="sag_historik"),
    path("sager/<str:number>/historik/hent/", histories.download, name="sag_historik_hent"),
    path(WHY, reasons.why, name="sag_hvorfor"),
    path(f"{WHY}udskriv/", reasons.print_out, name="sag_hvorfor_udskriv"),
]
