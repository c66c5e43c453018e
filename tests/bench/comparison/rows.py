"""The rows of the comparison: what is run, which figure counts, and what is wanted of it."""

from dataclasses import dataclass, field
from typing import Callable

EVERYONE = ("pushpoint", "nchan", "express", "socketio")
TITLES = {"pushpoint": "Pushpoint", "nchan": "nginx + nchan", "express": "express + express-ws",
          "socketio": "socket.io", "pushpoint-window": "Pushpoint with a window"}


def published(told):
    return told["load"]["published_per_s"]


def delivered(told):
    return told["load"]["delivered_per_s"]


def resident_kib_each(told):
    memory = told["memory"]
    return (memory["after_bytes"] - memory["before_bytes"]) / 1024 / told["open"]["opened"]


def open_seconds(told):
    return told["open"]["took_ms"] / 1000


@dataclass
class Row:
    key: str
    title: str
    unit: str
    arguments: list
    figure: Callable
    is_loaded: bool = True  # takes --seconds and --warm-up
    servers: tuple = EVERYONE
    wanted: dict = field(default_factory=dict)  # other server → the least ratio to it


ROWS = [
    Row("publish", "publish + deliver, 16 publishers, 100 receivers", "/s",
        ["--publishers=16", "--receivers-names=100"], published,
        wanted={"nchan": 1.0, "express": 12.0}),
    Row("publish-9000", "the same with 9,000 receivers", "/s",
        ["--publishers=16", "--receivers-names=9000"], published),
    Row("fan-out", "16 publishers, one name × 1,000 connections, deliveries", "/s",
        ["--publishers=16", "--receivers-names=1", "--connections-per-name=1000"], delivered,
        wanted={"nchan": 2.5}),
    Row("pipelined", "8 publishers × 8 in flight, 100 receivers", "/s",
        ["--publishers=8", "--in-flight=8", "--receivers-names=100"], published,
        wanted={"nchan": 1.0}),
    Row("batch", "16 publishers, 100 messages a post, 100 receivers", "/s",
        ["--publishers=16", "--batch=100", "--receivers-names=100"], published,
        servers=("pushpoint",)),
    Row("idle", "resident memory per idle connection, at 9,000", "KiB",
        ["--idle", "--receivers-names=9000"], resident_kib_each),
    Row("burst", "9,000 connects in a burst", "s",
        ["--burst-connect", "--receivers-names=9000"], open_seconds, is_loaded=False),
    Row("window", "publish + deliver with the window open and watching", "/s",
        ["--publishers=16", "--receivers-names=100"], published,
        servers=("pushpoint", "pushpoint-window")),
]
