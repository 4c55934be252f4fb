"""Settings, read from the environment. `docs/operations.md` lists every name."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF

from flexjob import logs
from flexjob.environment import number, switch
from flexjob.keys import KeyRing
from flexjob.schedule import SCHEDULE

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent

# --- Keys: empty is allowed here; flexjob.startup refuses to serve without them.
SECRET_KEY = env.str("DJANGO_SECRET_KEY", default="")
CPR_KEYS = KeyRing(setting="FLEXJOB_CPR_KEYS", text=env.str("FLEXJOB_CPR_KEYS", default=""))
LOOKUP_KEYS = KeyRing(
    setting="FLEXJOB_LOOKUP_KEYS", text=env.str("FLEXJOB_LOOKUP_KEYS", default="")
)

# --- Where we are
DEBUG = switch("DJANGO_DEBUG", default=False)
DEMO = switch("FLEXJOB_DEMO", default=False)  # only then may the demo be loaded
# The machine itself may always ask: the health commands do.
ALLOWED_HOSTS = ["127.0.0.1", "localhost", *env.list("FLEXJOB_HOSTS", default=[])]
HTTPS = switch("FLEXJOB_HTTPS", default=True)
# What a mail links to, where there is no request to ask: the first of the hosts, unless given.
FIRST_HOST = next(iter(env.list("FLEXJOB_HOSTS", default=[])), "localhost")
SITE_URL = env.str("FLEXJOB_URL", default=f"{'https' if HTTPS else 'http'}://{FIRST_HOST}").rstrip(
    "/"
)
SITE_HOST = urlsplit(SITE_URL).hostname or "localhost"

# --- Applications, highest first: imports fall one way, commands are overridden downwards
INSTALLED_APPS = [
    "flexjob",
    "reports",
    "revurdering",
    "rehab",
    "cases",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "axes",
    "crispy_forms",
    "csp",
    "pgtrigger",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cases.access.nul_bytes.NulBytesMiddleware",
    "cases.access.sessions.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cases.access.wrong_method.BackToThePageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cases.access.middleware.AccessMiddleware",
    "cases.access.wrong_method.WrongMethodMiddleware",
    "cases.casefile.closed_meanwhile.ClosedMeanwhileMiddleware",
    "cases.overview.not_reckoned.NotReckonedMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "flexjob.urls"
WSGI_APPLICATION = "flexjob.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cases.navigation.frame",
            ],
        },
    },
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "dkfds"
CRISPY_TEMPLATE_PACK = "dkfds"

# --- Databases: one database, three roles (flexjob/database/roles.sql)
NO_DATABASE = "postgresql:///fleksjob"


def database(name: str) -> dict[str, object]:
    given = env.db_url(name, default=NO_DATABASE)
    return {
        **given,
        # What is asked for with `prepare=True` is planned once a connection; Django's own never is.
        "OPTIONS": {**given.get("OPTIONS", {}), "prepare_threshold": 5},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {
    "default": database("DATABASE_URL"),
    "migration": database("MIGRATION_DATABASE_URL"),
    "readlog": database("READLOG_DATABASE_URL"),
}
# An operation states its own transaction; the read log commits on its own connection.
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Broker and cache: bells and notes, never records
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379")
REDIS_IS_SOCKET = REDIS_URL.startswith("unix://")

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": f"{REDIS_URL}?db=1" if REDIS_IS_SOCKET else f"{REDIS_URL}/1",
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
}

CELERY_BROKER_URL = env.str(
    "CELERY_BROKER_URL",
    default=REDIS_URL.replace("unix://", "redis+socket://", 1) + "?virtual_host=0"
    if REDIS_IS_SOCKET
    else f"{REDIS_URL}/0",
)
# A task longer than the visibility timeout would run beside its own copy.
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_VISIBILITY_TIMEOUT = 900
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": 900}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_keepalive": not REDIS_IS_SOCKET,
    "health_check_interval": 25,
    "socket_timeout": 10,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = SCHEDULE

# --- Mail: none is sent without a server. A folder instead catches them (make demo).
EMAIL_HOST = env.str("EMAIL_HOST", default="")
EMAIL_PORT = number("EMAIL_PORT", default=587)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = switch("EMAIL_USE_TLS", default=True)  # STARTTLS
EMAIL_USE_SSL = switch("EMAIL_USE_SSL", default=False)
EMAIL_TIMEOUT = 8  # to connect; cases.mail.smtp bounds the whole conversation
EMAIL_FILE_PATH = env.str("EMAIL_FILE_PATH", default="") or None
EMAIL_BACKEND = (
    f"django.core.mail.backends.{'filebased' if EMAIL_FILE_PATH else 'smtp'}.EmailBackend"
)
DEFAULT_FROM_EMAIL = env.str("FLEXJOB_MAIL_FROM", default="") or f"fleksjob@{SITE_HOST}"
# On another disk than the database, so that a restore does not take it back in time too.
MAIL_JOURNAL = env.str("FLEXJOB_MAIL_JOURNAL", default="")
# Who is told, beside the teamchefs, of a night that is owed or red at six.
NIGHT_ALARM_TO = env.list("FLEXJOB_DRIFT_MAIL", default=[])

# --- Who you are
AUTH_USER_MODEL = "cases.Employee"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "cases.access.backend.EmployeeBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "cases.people.passwords.UnlikeOneself",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"

AXES_HANDLER = "cases.access.throttle.Throttle"  # the limits stand there
AXES_USERNAME_CALLABLE = "cases.access.throttle.counted_as"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_CLIENT_IP_CALLABLE = "cases.access.client_ip.client_ip"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# --- Sessions: gone after twenty idle minutes
SESSION_ENGINE = "cases.access.session_store"
SESSION_COOKIE_AGE = 20 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True

# A receipt says what was done to a citizen: it stays with the session and goes with it.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Files sent by browser stay in memory: they hold CPR numbers
FILE_UPLOAD_HANDLERS = ["cases.intake.upload.InMemoryUpload"]

# --- Transport and browser
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sundhed$"]  # the container asks itself over plain http
# Only behind a proxy that always sets the header itself; else a client could forge it.
BEHIND_PROXY = switch("FLEXJOB_BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- Language and time: Danish only, so no LocaleMiddleware
LANGUAGE_CODE = "da"
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

# --- Static files
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("FLEXJOB_STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGGING = logs.configuration(level=env.str("FLEXJOB_LOG_LEVEL", default="INFO"))
