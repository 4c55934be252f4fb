from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate

from flexjob import celery  # noqa: F401  tasks sent by the web server belong to this application


class FlexjobConfig(AppConfig):
    name = "flexjob"

    def ready(self) -> None:
        from flexjob.database import grants
        from flexjob.database.checks import check_rights

        post_migrate.connect(grants.grant_after_migrate, dispatch_uid="flexjob.grants")
        checks.register(check_rights, checks.Tags.database)
