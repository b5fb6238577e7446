"""Bringing in the old log: read a spreadsheet, check every cell, write all of it or nothing."""
