"""All settings, read from the environment. See docs/operate.md for the table of names."""

import os
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

DEVELOPMENT_SECRET = "only-for-development"  # noqa: S105 (production refuses to start with it)


def flag(name: str, default: bool) -> bool:  # noqa: FBT001 (a setting's default)
    """Read a yes/no setting: 1, true, yes and on are yes."""
    return os.environ.get(name, str(int(default))).lower() in {"1", "true", "yes", "on"}


PROJECT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("TIMGLAS_VAR", PROJECT / "var"))
VAR.mkdir(parents=True, exist_ok=True)
DEBUG = flag("TIMGLAS_DEBUG", default=False)
DEMO = flag("TIMGLAS_DEMO", default=False)
PRODUCTION = flag("TIMGLAS_PRODUCTION", default=False)
SECRET_KEY = os.environ.get("TIMGLAS_SECRET_KEY", DEVELOPMENT_SECRET)
if PRODUCTION and (DEBUG or DEMO or SECRET_KEY == DEVELOPMENT_SECRET):
    raise ImproperlyConfigured(
        "Production needs TIMGLAS_SECRET_KEY, and neither TIMGLAS_DEBUG nor TIMGLAS_DEMO."
    )
ALLOWED_HOSTS = os.environ.get("TIMGLAS_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("TIMGLAS_ORIGINS", "").split(",") if o]

# The demonstration lives in October 2025, where Exempelby's August figures are new.
TODAY = date.fromisoformat(os.environ.get("TIMGLAS_TODAY", "2025-10-15")) if DEMO else None
if "TIMGLAS_TODAY" in os.environ:
    TODAY = date.fromisoformat(os.environ["TIMGLAS_TODAY"])
KOLADA_URL = os.environ.get("TIMGLAS_KOLADA_URL", "https://api.kolada.se/v3")

INSTALLED_APPS = [
    "timglas",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",  # after timglas, so that its widgets' templates can be replaced
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "timglas.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "timglas.web.sessions.SessionMiddleware",
    "timglas.web.viewing.ViewerMiddleware",
    "timglas.web.language.OwnLanguageMiddleware",
    "timglas.web.welcoming.WelcomeMiddleware",
]
ROOT_URLCONF = "timglas.urls"
WSGI_APPLICATION = "timglas.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.messages.context_processors.messages",
                "timglas.web.page.shell",
            ],
            "builtins": ["django.templatetags.i18n", "timglas.templatetags.timglas"],
        },
    }
]
FORM_RENDERER = "timglas.web.forms.FormRenderer"


def database(url: str) -> dict[str, object]:
    """Turn `postgresql://user:password@host:port/name` into Django's settings for it."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Compiling a query takes longer than any of ours does.
        "OPTIONS": {"options": "-c jit=off"},
    }


SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR / "timglas.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "timeout": 20,
    },
}
DATABASES = {
    "default": database(os.environ["DATABASE_URL"]) if "DATABASE_URL" in os.environ else SQLITE
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Rate limits must hold over processes, so the cache lies in the database.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MAILERS: dict[str, dict[str, object]]
if "TIMGLAS_SMTP_HOST" in os.environ:
    MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": os.environ["TIMGLAS_SMTP_HOST"], "timeout": 30},
        }
    }
elif DEMO:
    MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(VAR / "mail")},
        }
    }
else:
    MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}

# Where people reach the site: links in mail begin with it.
ADDRESS = os.environ.get(
    "TIMGLAS_ADDRESS", next(iter(CSRF_TRUSTED_ORIGINS), "http://127.0.0.1:8000")
).rstrip("/")
# Whether a link in a mail tells nothing of what it leads to before sign-in.
SILENT_LINKS = flag("TIMGLAS_SILENT_LINKS", default=False)
DEFAULT_FROM_EMAIL = os.environ.get("TIMGLAS_MAIL_FROM", "timglas@localhost")

AUTH_USER_MODEL = "timglas.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# In front of a server stands a proxy that tells whom it speaks for (X-Forwarded-For).
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TIMGLAS_PROXIES", str(int(PRODUCTION))))
ACCOUNT_ADAPTER = "timglas.web.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "timglas.web.sign_in_forms.SignInForm",
    "reset_password": "timglas.web.sign_in_forms.ForgottenForm",
}
MFA_ADAPTER = "timglas.web.accounts.FactorAdapter"
MFA_FORMS = {
    "activate_totp": "timglas.web.sign_in_forms.AppForm",
    "add_webauthn": "timglas.web.sign_in_forms.AddKeyForm",
    "authenticate": "timglas.web.sign_in_forms.SecondStepForm",
    "edit_webauthn": "timglas.web.sign_in_forms.RenameKeyForm",
    "reauthenticate": "timglas.web.sign_in_forms.CodeAgainForm",
}
# Administrators give people their e-mail addresses, so nobody proves one's own.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Timglas"
# Browsers take localhost for safe without https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start:mine"
LOGOUT_REDIRECT_URL = "public:start"

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [PROJECT / "timglas" / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE = timedelta(minutes=int(os.environ.get("TIMGLAS_IDLE_MINUTES", "60")))
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
if PRODUCTION:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
