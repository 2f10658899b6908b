"""Print, as JSON, the settings of an installation behind TLS: `python -m tests.trust.over_tls`."""

import json
import sys

from django.conf import settings

_WITH_ADDRESS = ("SESSION_COOKIE", "CSRF_", "SECURE_", "PUBLIC_URL", "ALLAUTH_TRUSTED")


def main() -> None:
    """Print what the address decides."""
    found = {
        name: getattr(settings, name) for name in dir(settings) if name.startswith(_WITH_ADDRESS)
    }
    json.dump(found, sys.stdout, default=list)


main()
