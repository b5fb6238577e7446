"""What changes a series, a meeting, an agenda or an action: atomic, policy first, its event in the transaction."""
