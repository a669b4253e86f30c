"""The talk as a document: reading it, checking it, and running it step by step without touching the world.

`document` reads and checks, `runner` runs one call, `duration` estimates the longest one, `placeholders` fills texts.
"""
