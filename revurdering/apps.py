from django.apps import AppConfig


class RevurderingConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "revurdering"
    verbose_name = "Revurdering"
