"""What the commands of the shell do; their words and options are in `rupor/cli.py`."""
