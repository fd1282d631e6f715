"""A network that loses, delays, doubles and reorders what goes through it."""

import dataclasses
import datetime as dt
import random
import uuid
from collections.abc import Iterable
from typing import Any

from migrainedays.diary.phone import Operation
from studies.phone_people import Clock, Phone, Server

OFFLINE = 0.35  # share of days on which a phone has no network at all
LOST = 0.25  # of requests, and again of answers
DOUBLED = 0.2
LATE = 0.4  # of requests and answers stay under way until another day


@dataclasses.dataclass
class Request:
    """A batch under way to the server, with the number after which the phone wants to read."""

    phone: Phone
    batch: list[Any]
    after: int


@dataclasses.dataclass
class Answer:
    """The server's answer under way to the phone."""

    phone: Phone
    confirmed: tuple[uuid.UUID, ...]
    after: int
    operations: list[Operation]


class Network:
    """Requests and answers between some phones and their server."""

    def __init__(self, chance: random.Random, server: Server) -> None:
        self.chance, self.server = chance, server
        self.under_way: list[Request | Answer] = []
        self.clocks: dict[uuid.UUID, Clock] = {}

    def exchange(self, phone: Phone, at: dt.datetime) -> None:
        """A phone tries to send and to read; perhaps killed before it hears an answer."""
        self.clocks |= phone.clocks
        if self.chance.random() >= OFFLINE:
            self._send(Request(phone, phone.batch(), phone.cursor))

    def deliver(self, at: dt.datetime) -> None:
        """Some of what is under way arrives, in any order; answers set out on their own way back."""
        for _ in range(2):
            arriving: list[Request | Answer] = []
            staying: list[Request | Answer] = []
            for message in self.under_way:
                (arriving if self.chance.random() >= LATE else staying).append(message)
            self.under_way = staying
            self.chance.shuffle(arriving)
            for message in arriving:
                self._arrive(message, at)

    def quieten(self, phones: Iterable[Phone], at: dt.datetime) -> None:
        """The network is whole: what is late arrives, and each phone sends and reads until nothing is left."""
        while self.under_way:
            self._arrive(self.under_way.pop(), at, whole=True)
        for _ in range(2):
            for phone in phones:
                self._arrive(Request(phone, phone.batch(), phone.cursor), at, whole=True)

    def _send(self, message: Request | Answer) -> None:
        copies = 0 if self.chance.random() < LOST else 2 if self.chance.random() < DOUBLED else 1
        self.under_way += [dataclasses.replace(message) for _ in range(copies)]

    def _arrive(self, message: Request | Answer, at: dt.datetime, *, whole: bool = False) -> None:
        if isinstance(message, Answer):
            message.phone.confirm(message.confirmed)
            message.phone.read(message.after, message.operations, self.clocks)
            return
        outcome = self.server.take(message.batch, message.phone, at)
        answer = Answer(message.phone, outcome.confirmed, message.after, self.server.after(message.after))
        if whole:
            self._arrive(answer, at)
        else:
            self._send(answer)
