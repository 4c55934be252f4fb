"""The settings of the application, made fast where nothing is lost by it."""

from flexjob.settings import *  # noqa: F403
from flexjob.settings import DATABASES
from flexjob.settings import MIDDLEWARE as SERVED

MIDDLEWARE = [name for name in SERVED if not name.startswith("whitenoise")]

# A server in a test leaves no connection behind that would hold its database.
for address in DATABASES.values():
    address["CONN_MAX_AGE"] = 0

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# A test talks plain http and reads templates that nobody has collected.
HTTPS = SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_NAME = "csrf"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
