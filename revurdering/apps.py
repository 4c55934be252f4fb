from django.apps import AppConfig


class RevurderingConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "revurdering"
    verbose_name = "Revurdering"

    def ready(self) -> None:
        from cases.access.scopes import register_scope
        from cases.findings.registry import register_after_moves
        from revurdering import operations, registrations, scope

        register_scope("visitationsteam", scope.cases_of_the_team)
        register_after_moves(operations.rematch)
        registrations.register()
