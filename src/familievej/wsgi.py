# SPDX-License-Identifier: EUPL-1.2
"""The application for a WSGI server, connected as the role that row-level security binds."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familievej.settings")
os.environ["FAMILIEVEJ_DATABASE_ROLE"] = "web"

application = get_wsgi_application()
