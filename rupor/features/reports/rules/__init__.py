"""Decisions of this room, without a database."""
