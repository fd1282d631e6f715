"""What the clinic does by itself: plain functions, a queue in its own database, and when each is due."""
