from django.urls import path, re_path

from cases.overview import reasons, views

WHY = r"^sager/(?P<number>[A-Z0-9-]+)/hvorfor/(?P<round_number>[1-9]\d?)/(?P<kind>m10|m12|m18)/"

urlpatterns = [
    path("sager/<str:number>/", views.overview, name="sag"),
    path("sager/<str:number>/vis-cpr/", views.reveal_cpr, name="sag_vis_cpr"),
    path("sager/<str:number>/historik/", views.history, name="sag_historik"),
    re_path(WHY + "$", reasons.why, name="sag_hvorfor"),
    re_path(WHY + "udskriv/$", reasons.print_out, name="sag_hvorfor_udskriv"),
]
