"""`python -m rupor.processes.web`."""

from rupor.processes.web import main

if __name__ == "__main__":
    main.run()
