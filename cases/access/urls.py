from django.urls import path

from cases.access import views

urlpatterns = [
    path("egen-cpr/", views.own_cpr, name="egen_cpr"),
    path("formaal/", views.choose_purpose, name="formaal"),
]
