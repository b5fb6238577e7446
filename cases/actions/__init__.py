"""What is written about cases themselves."""
