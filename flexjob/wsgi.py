import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flexjob.settings")

application = get_wsgi_application()

from flexjob import startup  # noqa: E402  needs the app registry

startup.refuse_unfit_start()
