"""Pages of the team floor: door, form, one action, redirect."""
