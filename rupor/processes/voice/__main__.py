"""`python -m rupor.processes.voice`."""

from rupor.processes.voice import main

if __name__ == "__main__":
    main.run()
