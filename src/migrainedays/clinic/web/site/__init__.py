"""The public pages of the practice."""
