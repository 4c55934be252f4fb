from django.urls import path

from cases.lookups import views

urlpatterns = [
    path("sager/<str:number>/opslag/", views.lookups, name="opslag"),
    path("sager/<str:number>/opslag/hent/", views.download, name="opslag_hent"),
]
