"""Starts one of the compared servers on a free loopback port, and ends it again."""

import os
import select
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from comparison.packages import NCHAN_MODULE, STACKS

START_SECONDS_MAX = 20
STOP_SECONDS_MAX = 20


class ServerFailed(Exception):
    pass


class Server:
    """A running server. Used in a with statement; ends only the process that it started."""

    def __init__(self, dialect, command, port=None, folder=None, environment=None):
        self.dialect = dialect
        self._folder = folder
        self._log = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=self._log,
            env={**os.environ, **(environment or {})})
        try:
            self.port = self._wait_for_port(port) if port else self._read_port()
            self.pid = self._serving_pid()
        except BaseException:
            self.stop()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _fail(self, text):
        self._log.seek(0)
        said = self._log.read().decode(errors="replace").strip()[-500:]
        raise ServerFailed(f"{self.dialect} {text}: {said}")

    def _read_port(self):
        """From the line "listening on http://127.0.0.1:PORT"."""
        ready, _, _ = select.select([self._process.stdout], [], [], START_SECONDS_MAX)
        line = self._process.stdout.readline().decode() if ready else ""
        if "listening on" not in line:
            self._fail("did not start")
        return int(line.rsplit(":", 1)[1])

    def _wait_for_port(self, port):
        end = time.monotonic() + START_SECONDS_MAX
        while time.monotonic() < end and self._process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return port
            time.sleep(0.05)
        self._fail("did not start")

    def _serving_pid(self):
        """nginx serves from a child of the process that was started."""
        if self.dialect != "nchan":
            return self._process.pid
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        end = time.monotonic() + START_SECONDS_MAX
        while time.monotonic() < end:
            pids = children.read_text().split()
            if pids:
                return int(pids[0])
            time.sleep(0.05)
        self._fail("has no worker")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_nchan():
    folder = Path(tempfile.mkdtemp(prefix="pushpoint-compare-"))
    folder.chmod(0o755)  # the worker may run as another user
    port = free_port()
    template = (STACKS / "nchan" / "nginx.conf.in").read_text()
    config = template.replace("@PORT@", str(port)).replace("@MODULE@", str(NCHAN_MODULE))
    (folder / "nginx.conf").write_text(config)
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    command = [nginx, "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    return Server("nchan", command, port=port, folder=folder)


def start(name, programs):
    """`programs`: the folder with the built pushpoint."""
    if name == "nchan":
        return start_nchan()
    if name == "pushpoint":
        return Server(name, [str(programs / "pushpoint"), "--headless", "--port", "0"])
    if name == "pushpoint-window":
        return Server("pushpoint", [str(programs / "pushpoint"), "--port", "0"],
                      environment={"QT_QPA_PLATFORM": "offscreen"})
    return Server(name, ["node", str(STACKS / name / "server.js")])
