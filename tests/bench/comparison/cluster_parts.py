"""A Redis, nodes, and clients for the figures of several nodes. All on loopback, all ended again."""

import base64
import http.client
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time

from comparison.servers import STACKS, Server, ServerFailed, free_port


class Redis:
    """A redis-server of our own that keeps nothing. Used in a with statement."""

    def __init__(self):
        self.port = free_port()
        self._folder = tempfile.mkdtemp(prefix="pushpoint-redis-")
        self._process = None
        self.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self):
        self._process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             "--appendonly", "no", "--dir", self._folder], stdout=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.005)
        raise ServerFailed("redis-server did not start")

    def kill(self):
        self._process.kill()
        self._process.wait()


def start_node(programs, redis, name):
    """`redis` None: a node that serves alone."""
    command = [str(programs / "pushpoint"), "--headless", "--port", "0", "--node", name]
    if redis:
        command += ["--broker", f"redis://127.0.0.1:{redis.port}"]
    return Server("pushpoint", command)


def start_socketio(redis, exact):
    return Server("socketio", ["node", str(STACKS / "socketio-redis" / "server.js"), "0",
                               str(redis.port), "exact" if exact else "guess"])


def publish(port, name, seconds_max=5):
    """"delivered", "offline", or "unknown" (503, or no answer at all)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds_max)
    try:
        connection.request("POST", "/rest/message", json.dumps({"to": name, "content": 1}),
                           {"Content-Type": "application/json"})
        response = connection.getresponse()
        body = response.read()
    except OSError:
        return "unknown"
    finally:
        connection.close()
    if response.status != 200:
        return "unknown"
    return "delivered" if json.loads(body)["succeed"] else "offline"


def open_receiver(port, name):
    """A WebSocket that is open when this returns; it reads nothing more."""
    receiver = socket.create_connection(("127.0.0.1", port), timeout=10)
    key = base64.b64encode(os.urandom(16)).decode()
    receiver.sendall((f"GET /ws/{name} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                      "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                      f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n").encode())
    said = b""
    while b"\r\n\r\n" not in said:
        got = receiver.recv(4096)
        if not got:
            raise ServerFailed("the node closed instead of opening a WebSocket")
        said += got
    if b" 101 " not in said.split(b"\r\n")[0]:
        raise ServerFailed("no WebSocket: " + said.split(b"\r\n")[0].decode())
    return receiver


def wait_until(said, port, name, seconds_max=20):
    """Seconds until a publish says that, and all that was said on the way."""
    began = time.monotonic()
    heard = []
    while time.monotonic() - began < seconds_max:
        heard.append(publish(port, name))
        if heard[-1] == said:
            return time.monotonic() - began, heard
        time.sleep(0.005)  # the poll's pace: some 200 a second
    raise ServerFailed(f"never said {said}; last: {heard[-1]}")
