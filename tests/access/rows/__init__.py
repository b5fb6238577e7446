"""The rows of the matrix, one file for each floor. How to write one: tests/access/matrix.py."""
