"""Releases: a person's written, time-limited word about what one agency may tell another, and when it ended."""
