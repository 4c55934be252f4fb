from django.urls import path

from flexjob.health import views

urlpatterns = [path("sundhed", views.health, name="health")]
