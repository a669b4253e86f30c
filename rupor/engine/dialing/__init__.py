"""When and how many: pace, fair shares, windows of time, and another try. Pure: instants are arguments."""
