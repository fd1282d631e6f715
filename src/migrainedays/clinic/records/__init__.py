"""What the clinic keeps: the only app with tables. Write through `actions`, read through `queries`."""
