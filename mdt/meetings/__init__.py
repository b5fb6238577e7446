"""Meetings: bodies meet, agendas are drafted from what is due, decisions become owned actions."""
