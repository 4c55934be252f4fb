from django.apps import AppConfig


class RevurderingConfig(AppConfig):
    name = "revurdering"
    verbose_name = "Revurdering"
