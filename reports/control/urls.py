from django.urls import path

from reports.control import views

urlpatterns = [path("kontrol/", views.control, name="kontrol")]
