"""MigraineBot's CSV: exactly start, end and pain."""

from migrainedays.exchange.readers.attack_list import AttackList

KIND = "migrainebot"
COLUMNS = ("start", "end", "pain")
BECOMES = {
    "start": "attacks.started_at",
    "end": "attacks.ended_at",
    "pain": "attacks.peak; the original kept aside",
}

read = AttackList(KIND, "MigraineBot", *COLUMNS, becomes=BECOMES).read
