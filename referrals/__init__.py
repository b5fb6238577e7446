"""One agency asks another for help for one person, and gets an answer."""
