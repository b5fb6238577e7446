"""The team: agencies, desks, people and what their roles allow."""
