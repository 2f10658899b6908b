"""Django for any WSGI server; `cairn serve` runs it inside `asgi.py`."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
