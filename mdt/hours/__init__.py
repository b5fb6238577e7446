"""Notices: something waits for you. Detail stays in the app; mail carries one fixed text."""
