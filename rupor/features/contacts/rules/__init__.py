"""Decisions about contacts: pure functions of their arguments."""
