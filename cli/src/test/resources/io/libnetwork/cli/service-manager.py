"""Starts a daemon as systemd does, and prints what it is told and answered, a line each.

service-manager.py FOLDER COMMAND...: the daemon's file is daemon.json in the folder, and its socket,
which is opened here and handed over, is named socket.
"""
import http.client
import os
import signal
import socket
import subprocess
import sys

folder, command = sys.argv[1], sys.argv[2:]
config = os.path.join(folder, "daemon.json")
told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
told.bind(os.path.join(folder, "notify"))
told.settimeout(60)
listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
listening.bind(os.path.join(folder, "socket"))
listening.listen()


def configure(text):
    with open(config, "w") as file:
        file.write(text)


def expect(word):
    """What is said of its life in between is passed over."""
    while True:
        said = told.recv(4096).decode().splitlines()
        if said[0] == word:
            print("told", word, flush=True)
            return
        if said[0] != "WATCHDOG=1":
            print("told", said, flush=True)


def ask():
    asking = http.client.HTTPConnection("localhost")
    asking.sock = socket.socket(socket.AF_UNIX)
    asking.sock.connect(os.path.join(folder, "socket"))
    asking.request("GET", "/_ping")
    print("answered", asking.getresponse().status, flush=True)
    asking.close()


configure("{}")
environment = dict(os.environ, NOTIFY_SOCKET=told.getsockname(), WATCHDOG_USEC="400000")
daemon = subprocess.Popen(command, stdin=listening, env=environment)
try:
    expect("READY=1")
    ask()
    expect("WATCHDOG=1")
    configure('{"log": {"level": "debug"}, "stop-timeout": 3}')
    daemon.send_signal(signal.SIGHUP)
    expect("RELOADING=1")
    expect("READY=1")
    configure('{"log": {"level": "loud"}}')
    daemon.send_signal(signal.SIGHUP)
    expect("RELOADING=1")
    expect("READY=1")
    ask()
    daemon.send_signal(signal.SIGTERM)
    expect("STOPPING=1")
    print("ended", daemon.wait(60), flush=True)
finally:
    if daemon.poll() is None:
        daemon.kill()
