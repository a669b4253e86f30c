"""Pure decisions of this room: who adds which kind, how operators are called, what of a number is shown, its health."""
