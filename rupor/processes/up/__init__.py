"""`rupor up`: one supervisor that starts everything, keeps it alive and ends it cleanly."""
