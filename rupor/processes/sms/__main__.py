"""`python -m rupor.processes.sms`: the SMS gateway as a process of its own."""

import uvloop

from rupor import settings
from rupor.kit import logs
from rupor.processes.sms import main

if __name__ == "__main__":
    loaded = settings.load()
    logs.configure(process="sms", log_format=loaded.log_format, log_level=loaded.log_level)
    uvloop.run(main.main(loaded))
