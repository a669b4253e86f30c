"""What happened, counted and listed. Nothing here changes anything, and nothing is kept: the records are the truth."""
