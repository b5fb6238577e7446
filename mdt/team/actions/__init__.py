"""What changes the team. Keyword-only, `by` the actor, one transaction each: policy, write, ledger."""
