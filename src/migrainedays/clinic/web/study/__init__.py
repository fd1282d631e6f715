"""A fair comparison of two versions: its design, its protocol, where it stands, and who takes part."""
