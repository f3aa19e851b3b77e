"""All settings. The only place that reads the environment; every setting begins with BIGSKY_."""

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

from bigsky.clinic.config import database, keys

if find_spec("pysqlite3"):
    # The system's SQLite may carry the WAL-reset bug; the bundled one does not.
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

env = environ.Env()

DATA_DIR = Path(env.str("BIGSKY_DATA_DIR", default="var")).absolute()
DEBUG = env.bool("BIGSKY_DEBUG", default=False)
IS_DEMO = env.bool("BIGSKY_DEMO", default=False)
# In production a stolen password must not be enough; the demo has no authenticator to hand.
STAFF_NEED_SECOND_FACTOR = env.bool("BIGSKY_STAFF_NEED_SECOND_FACTOR", default=not IS_DEMO)
IS_HTTPS = env.bool("BIGSKY_HTTPS", default=False)
SECRET_KEY = env.str("BIGSKY_SECRET_KEY", default="") or keys.kept_secret(DATA_DIR)
ALLOWED_HOSTS = env.list("BIGSKY_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("BIGSKY_TRUSTED_ORIGINS", default=[])
DATABASES = {"default": database.settings_for(env.str("BIGSKY_DATABASE_URL", default=""), DATA_DIR)}
TIME_ZONE = env.str("BIGSKY_TIME_ZONE", default="UTC")
CRISIS_LINE_NAME = env.str("BIGSKY_CRISIS_LINE_NAME", default="988 Suicide & Crisis Lifeline")
CRISIS_LINE_NUMBER = env.str("BIGSKY_CRISIS_LINE_NUMBER", default="988")
EMERGENCY_NUMBER = env.str("BIGSKY_EMERGENCY_NUMBER", default="911")
CLINIC_NAME = env.str("BIGSKY_CLINIC_NAME", default="Big Sky Clinic")
CLINIC_PHONE = env.str("BIGSKY_CLINIC_PHONE", default="555-0100")
# The zone of each gateway whose times carry none, by its MSH-3: VSP=Europe/Oslo,B40=UTC
GATEWAY_TIME_ZONES = env.dict("BIGSKY_GATEWAY_TIME_ZONES", default={})
PUBLIC_ADDRESS = env.str("BIGSKY_PUBLIC_ADDRESS", default="http://127.0.0.1:8000")

STEPS = ["evidence", "followup", "infusion", "planning", "screening", "intake"]
SUPPORT = [
    "scheduling",
    "ratings",
    "messaging",
    "prompts",
    "policy",
    "signatures",
    "patients",
    "staff",
    "audit",
    "ui",
]
COMPOSING = ["demo", "public", "portal", "chart", "hl7"]

INSTALLED_APPS = [
    *(f"bigsky.clinic.{room}" for room in [*COMPOSING, *STEPS, *SUPPORT]),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "bigsky.clinic.staff.second_factor.SecondFactorMiddleware",
    "bigsky.clinic.config.private.PrivatePagesMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bigsky.clinic.ui.context.clinic",
                "bigsky.clinic.config.doors.doors",
            ],
        },
    }
]

ROOT_URLCONF = "bigsky.clinic.config.urls"
WSGI_APPLICATION = "bigsky.clinic.config.wsgi.application"
AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if IS_DEMO:
    # The demo prints its one password; hashing it slowly, dozens of times, would only delay the first start.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "public:answer"

# People are entered by the clinic; nobody signs up for a staff account.
ACCOUNT_ADAPTER = "bigsky.clinic.staff.adapter.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# A code of half a minute ago still counts: clocks differ, and thumbs are slow.
MFA_TOTP_TOLERANCE = 1
# Guessing one name's password is held off by axes, below; this one holds off guessing many names.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip"}
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_TEMPLATE = "account/lockout.html"
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "bigsky.clinic.staff.lockout.name_tried"
AXES_VERBOSE = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
USE_TZ = True
LANGUAGE_CODE = "en"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "bigsky": {"level": "INFO"},
        "axes": {"level": "ERROR"},
        # A 403 or 404 is an answer, not an incident.
        "django.request": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
