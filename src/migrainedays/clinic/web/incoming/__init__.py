"""Folders on their way in: looked at first, taken in whole, or without what is refused."""
