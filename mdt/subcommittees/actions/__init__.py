"""What changes a queue: atomic, policy first, its event in the transaction."""
