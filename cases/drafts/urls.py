from django.urls import path

from cases.drafts import views

urlpatterns = [
    path("forlaeng/", views.extend_session, name="forlaeng"),
    path("kladde/", views.save_draft, name="gem_kladde"),
    path("kladde/hent/", views.restore_draft, name="hent_kladde"),
    path("kladde/kasser/", views.discard_draft, name="kasser_kladde"),
]
