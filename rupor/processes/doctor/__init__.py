"""`rupor doctor`: is everything an installation needs really there, and if not, what mends it."""
