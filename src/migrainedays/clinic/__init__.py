"""The clinic: the only room that knows Django, a clock and a network."""
