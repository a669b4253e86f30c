"""Measurements of the promises: `rupor bench NAME`."""
