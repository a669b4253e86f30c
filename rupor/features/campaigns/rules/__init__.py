"""Pure decisions of this room: states and who may change them, what settings may be, how far a campaign has come."""
