"""The dispatcher: gives due work to gateways and writes what comes back. Many may be started; one leads at a time."""
