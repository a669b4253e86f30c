"""`python -m rupor.processes.dispatcher`."""

import os
import sys

import django
import uvloop

from rupor import settings
from rupor.kit import logs

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rupor.django_settings")
    loaded = settings.load()
    logs.configure(process="dispatcher", log_format=loaded.log_format, log_level=loaded.log_level)
    django.setup()
    from rupor.processes.dispatcher import main

    sys.exit(uvloop.run(main.main(loaded)))
