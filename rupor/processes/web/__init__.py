"""The web process: the cabinet, the API, the live channel to browsers, health and metrics, behind one port.

asyncio holds the sockets; the rooms, being synchronous, run in a fixed pool of threads (`wsgi.py`), each with its own
lasting database connection, so that a long download streams row by row and never blocks the loop.
"""
