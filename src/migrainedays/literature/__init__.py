"""Published numbers as data: each with its interval, its source, and whether we saw it there.

>>> claim("nice_ta260.response").value
Fraction(3, 10)
"""

from migrainedays.literature.claims import Claim, claim, read_claims

__all__ = ["Claim", "claim", "read_claims"]
