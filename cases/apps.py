from django.apps import AppConfig
from django.core import checks


class CasesConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "cases"
    verbose_name = "Sager"

    def ready(self) -> None:
        from cases.access.checks import check_middleware, check_urls
        from cases.myday import registrations as my_day
        from cases.nights.registry import register_night_step
        from cases.overview import registrations
        from cases.readlog import changes, sign_ins
        from cases.reminders import operations as reminders

        checks.register(check_middleware, checks.Tags.security)
        checks.register(check_urls, checks.Tags.urls)
        changes.connect()
        sign_ins.connect()
        register_night_step("påmindelser", reminders.plan)
        registrations.register()
        my_day.register()
