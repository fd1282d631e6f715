"""The pain areas of the diary, as they are named in the exchange folder."""

REGIONS = ("front", "temple", "vertex", "back", "neck")
PAIN_AREAS = tuple(f"{region}_{side}" for region in REGIONS for side in ("left", "right", "middle"))


def area_in_words(area: str) -> str:
    """A pain area for reading.

    >>> area_in_words("temple_left")
    "temple, patient's LEFT"
    """
    region, side = area.rsplit("_", 1)
    words = {"back": "back of the head", "vertex": "top of the head", "front": "forehead"}.get(region, region)
    return f"{words}, midline" if side == "middle" else f"{words}, patient's {side.upper()}"
