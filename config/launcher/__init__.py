"""The launcher: sets up, starts, watches and stops PostgreSQL, web, beat and workers of one installation.

It never imports Django's settings before `services.json` exists, because those settings read it.
"""
