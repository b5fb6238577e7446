"""First floor: who did what. The ledger, opening sealed words, the doors, the explorer."""
