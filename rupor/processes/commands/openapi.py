"""`rupor openapi`: the document that types the cabinet and serves customers."""

import json
import os
import sys

import django


def run() -> int:
    """Needs no database: only the shape of the API."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rupor.django_settings")
    django.setup()
    from rupor.api import api

    json.dump(api.get_openapi_schema(), sys.stdout, indent=1, ensure_ascii=False, sort_keys=True, default=str)
    sys.stdout.write("\n")
    return 0
