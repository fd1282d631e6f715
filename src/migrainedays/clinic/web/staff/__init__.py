"""The clinic and its staff: opening it, inviting, joining, keeping it safe."""
