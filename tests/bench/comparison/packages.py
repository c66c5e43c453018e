"""Looks for what the compared servers need, and installs it where that is possible."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

STACKS = Path(__file__).resolve().parent.parent / "stacks"
NCHAN_MODULE = Path("/usr/lib/nginx/modules/ngx_nchan_module.so")


def say(text):
    print(f"{os.path.basename(sys.argv[0])}: {text}", file=sys.stderr, flush=True)


def missing_packages(servers):
    missing = []
    if "nchan" in servers:
        if not (shutil.which("nginx") or Path("/usr/sbin/nginx").exists()):
            missing.append("nginx-light")
        if not NCHAN_MODULE.exists():
            missing.append("libnginx-mod-nchan")
    if {"express", "socketio"} & set(servers):
        if not shutil.which("node"):
            missing.append("nodejs")
        if not shutil.which("npm"):
            missing.append("npm")
    return missing


def install(packages):
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() != 0:
        if not shutil.which("sudo"):
            return False
        command.insert(0, "sudo")
    say("installs " + ", ".join(packages) + " (" + " ".join(command) + ")")
    done = subprocess.run(command, stdout=subprocess.DEVNULL)
    return done.returncode == 0


def install_stack(name):
    """The npm packages of a stack, in the versions of its lock file."""
    folder = STACKS / name
    if (folder / "node_modules").is_dir():
        return True
    say(f"installs the npm packages of {name} (npm ci in {folder})")
    return subprocess.run(["npm", "ci", "--silent"], cwd=folder).returncode == 0


def usable_servers(servers, may_install):
    """Those of the servers that can be started; tells why the others cannot."""
    missing = missing_packages(servers)
    if missing and not (may_install and install(missing)):
        say("these Debian packages are missing: " + ", ".join(missing))
    usable = []
    for server in servers:
        still = missing_packages([server])
        if still:
            say(f"leaves out {server}: needs " + ", ".join(still))
        elif server in ("express", "socketio") and not install_stack(server):
            say(f"leaves out {server}: its npm packages could not be installed")
        else:
            usable.append(server)
    return usable
