"""Pages of a room: read, one form, one action."""
