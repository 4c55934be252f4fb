from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Opfølgning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cases.access.scopes import register_scope
        from reports import registrations
        from reports.afstemning import registrations as afstemning
        from reports.asking import my_day as asking
        from reports.audit import lists
        from reports.coverage import registrations as coverage
        from reports.status import scope

        register_scope("visitationsteam", scope.cases_of_the_month)
        lists.register()
        registrations.register()
        asking.register()
        afstemning.register()
        coverage.register()
