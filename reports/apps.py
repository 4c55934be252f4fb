from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Opfølgning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from reports import registrations
        from reports.afstemning import registrations as afstemning
        from reports.audit import lists

        lists.register()
        registrations.register()
        afstemning.register()
