from django.urls import path

from reports.forecast import views

urlpatterns = [
    path("kontrol/prognose/", views.forecast, name="prognose"),
    path("kontrol/prognose/sager/", views.cases, name="prognose_sager"),
    path("kontrol/prognose/hent/", views.download, name="prognose_hent"),
]
