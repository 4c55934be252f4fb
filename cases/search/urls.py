from django.urls import path

from cases.search import views

urlpatterns = [
    path("soeg/", views.search_page, name="soeg"),
    path("soeg/forslag/", views.suggestions, name="soeg_forslag"),
]
