"""Duties: what the law asks of an agency by when, and the proof that it was done. Nothing is filed from here."""
