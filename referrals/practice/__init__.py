"""The practice team: the agencies of the county's log, invented people, and the log itself, to try everything on."""
