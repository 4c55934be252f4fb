from django.urls import path

from cases.preferences import views

urlpatterns = [path("profil/", views.profile, name="profil")]
