"""The entry point for a production server: `gunicorn timglas.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timglas.settings")
application = get_wsgi_application()
