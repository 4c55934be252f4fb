from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Opfølgning"

    def ready(self) -> None:
        from reports import registrations
        from reports.audit import lists

        lists.register()
        registrations.register()
