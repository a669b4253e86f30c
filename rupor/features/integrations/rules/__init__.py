"""What an integration may be, what it sends, and when it is tried again."""
