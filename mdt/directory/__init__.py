"""The service directory: which desk takes what, for whom, and whether it takes anybody now; organisations outside."""
