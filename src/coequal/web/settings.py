"""The settings of the site. What differs from one installation to another comes from its surroundings."""

from coequal.web import logs
from coequal.web.databases import connection
from coequal.web.environment import surroundings
from coequal.web.mailing import PATIENCE

HERE = surroundings()

DEBUG = HERE.debug
SECRET_KEY, *SECRET_KEY_FALLBACKS = HERE.secrets
ALLOWED_HOSTS = list(HERE.hosts)
DATA_DIR = HERE.data
LIBRARY_DIR = HERE.library
PERSONAL_KEYS = HERE.personal_keys
SCANNER = HERE.scanner
PROVIDERS = HERE.providers

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_tasks",
    "django_tasks_db",
    "coequal.pages",
    "coequal.accounts",
    "coequal.drafting",
    "coequal.analyses",
    "coequal.assurance",
    "coequal.involvement",
    "coequal.referrals",
    "coequal.programmes",
    "coequal.web.about",
    "coequal.web.finding",
    "coequal.web.library",
    "coequal.web.checker",
    "coequal.web.comparing",
    "coequal.web.staff",
    "coequal.web.studio",
    "coequal.web.analyses",
    "coequal.web.involvement",
    "coequal.web.answering",
    "coequal.web.hearing",
    "coequal.web.surveys",
    "coequal.web.counts",
    "coequal.web.coding",
    "coequal.web.findings",
    "coequal.web.programmes",
    "coequal.web.aligning",
    "coequal.web.prioritising",
    "coequal.web.governing",
    "coequal.web.requests",
    "coequal.web.referring",
    "coequal.web.requesting",
    "coequal.web.deciding",
    "coequal.web.assurance",
    "coequal.web.api",
    "coequal.web.demonstration",
    "coequal.web.operation",
]

MIDDLEWARE = [
    "coequal.web.operation.metrics.requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "coequal.web.logs.requests",
    "coequal.web.api.problems.for_software",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "coequal.web.headers.permissions",
    "coequal.web.limits.everywhere",
    "coequal.web.bodies.small",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "coequal.web.failures.clearly",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "coequal.web.urls"
WSGI_APPLICATION = "coequal.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "coequal.pages.environment.environment",
            "context_processors": ["coequal.web.staff.ways.ways"],
        },
    }
]
FORM_RENDERER = "coequal.pages.forms.Renderer"

DATABASES = {"default": connection(HERE.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What may be loaded, and from where: from here alone, and no script or style that stands in a page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # with "no-referrer" browsers hide where a form comes from, and it would be refused
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HERE.https
SECURE_REDIRECT_EXEMPT = [r"^(health|ready|version|metrics)$"]  # asked from inside
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HERE.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HERE.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HERE.proxies else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HERE.https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60  # the longest that somebody stays signed in; who does nothing is signed out earlier
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "coequal.web.failures.csrf"
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024  # of a file of answers; `bodies.small` refuses what is larger than any other form
FILE_UPLOAD_HANDLERS = ["coequal.web.bodies.NoFiles"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
AXES_USERNAME_FORM_FIELD = "username"  # what people sign in with, whatever the model calls it
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hour
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "coequal.web.staff.signing_in.locked_out"
AXES_LOCKOUT_PARAMETERS = ["username"]  # many people sit behind one address of a hospital
AXES_USERNAME_CALLABLE = "coequal.web.staff.attempts.username"  # a keyed digest: people type passwords in the wrong box
AXES_CLIENT_IP_CALLABLE = "coequal.web.staff.attempts.no_address"
AXES_HANDLER = "coequal.web.staff.attempts.Attempts"
SILENCED_SYSTEM_CHECKS = [
    "axes.W006",  # it would have us lock out computers
    "security.W021",  # whether browsers are to know the name beforehand is for whoever owns the whole domain
]
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # fewer, and counts of some would be forgotten for those of others
    }
}
REQUESTS_A_MINUTE = HERE.requests_a_minute
API_REQUESTS_A_MINUTE = 300  # of one key, by each worker
PROXIES = HERE.proxies
METRICS_TOKEN, METRICS_FROM = HERE.metrics_token, HERE.metrics_from
CHECKER_MINUTES = 60

SITE_ADDRESS = HERE.site
DEFAULT_FROM_EMAIL = HERE.mail.sender
EMAIL_HOST, EMAIL_PORT = HERE.mail.host, HERE.mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = HERE.mail.user, HERE.mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = HERE.mail.starts_tls, HERE.mail.is_tls
EMAIL_TIMEOUT = PATIENCE

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 3600

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
OTP_TOTP_ISSUER = "coequal"
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 1  # seconds to wait after a wrong code, twice as long after each other one

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

LOGGING = logs.CONFIGURATION
DEFAULT_EXCEPTION_REPORTER_FILTER = "coequal.web.reports.NothingPersonal"
