"""`python -m rupor.processes.web`: the cabinet, the API and the live channel."""

from rupor.processes.web import main

if __name__ == "__main__":
    main.run()
