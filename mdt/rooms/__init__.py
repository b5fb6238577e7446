"""Sealed rooms: who is in a subcommittee, by name, and until when. What it works on is in `mdt/subcommittees`."""
