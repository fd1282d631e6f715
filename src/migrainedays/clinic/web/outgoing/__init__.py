"""What patients open without an account: the end of our messages, and a calendar behind a secret address."""
