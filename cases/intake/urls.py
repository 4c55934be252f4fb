from django.urls import path

from cases.intake import views

urlpatterns = [
    path("indlaesning/", views.send, name="indlaes_perioder"),
    path("indlaesning/<uuid:run_id>/", views.review, name="indlaesning"),
    path("indlaesning/<uuid:run_id>/gem/", views.save, name="gem_indlaesning"),
    path("indlaesning/<uuid:run_id>/kasser/", views.discard, name="kasser_indlaesning"),
]
