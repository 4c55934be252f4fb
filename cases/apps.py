from django.apps import AppConfig
from django.core import checks


class CasesConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "cases"
    verbose_name = "Sager"

    def ready(self) -> None:
        from cases.access.checks import check_middleware, check_urls
        from cases.overview import registrations
        from cases.readlog import changes, sign_ins

        checks.register(check_middleware, checks.Tags.security)
        checks.register(check_urls, checks.Tags.urls)
        changes.connect()
        sign_ins.connect()
        registrations.register()
