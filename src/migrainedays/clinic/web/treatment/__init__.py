"""Sessions: what was injected, entered in a plain form."""
