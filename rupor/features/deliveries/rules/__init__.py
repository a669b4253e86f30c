"""Pure decisions of this room: what an order says, what a fact changes, what a message's parts add up to."""
