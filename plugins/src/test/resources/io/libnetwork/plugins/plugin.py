"""A network and IPAM plugin, as a third party would write one: from docs/plugins.md alone, with
nothing but Python's own library.

Usage: plugin.py SOCKET STATE FAULTS

It keeps what it has made in the file STATE, as plugins must: it may be killed and started again.
Networks are bridges, endpoints veth pairs, made with `ip`. The file FAULTS says how it misbehaves
from the next request on: an object of a call's name and one of hang, garbage, close, error, crash,
outside, changed, nolink, unknown, status, large.
"""

import http.server
import ipaddress
import json
import os
import socketserver
import subprocess
import sys
import threading
import time

SOCKET, STATE, FAULTS = sys.argv[1:4]
LOCK = threading.Lock()


class Refusal(Exception):
    pass


def load(path, default):
    try:
        with open(path) as file:
            return json.load(file)
    except (FileNotFoundError, ValueError):
        return default


state = load(STATE, {"networks": {}, "endpoints": {}, "pools": {}, "calls": []})


def save():
    with open(STATE + ".new", "w") as file:
        json.dump(state, file)
    os.rename(STATE + ".new", STATE)


def ip(*words):
    done = subprocess.run(["ip", *words], capture_output=True, text=True)
    if done.returncode:
        raise Refusal("ip %s: %s" % (" ".join(words), done.stderr.strip()))


def bridge(network):
    return "pb" + network[:10]


def network_capabilities(_):
    return {"Scope": state.get("scope", "local"), "ConnectivityScope": "local"}


def create_network(call):
    name = call["NetworkID"]
    if name in state["networks"]:
        raise Refusal("network %s exists" % name)
    ip("link", "add", bridge(name), "type", "bridge")
    pools = (call.get("IPv4Data") or []) + (call.get("IPv6Data") or [])
    for pool in pools:
        if pool.get("Gateway"):
            ip("address", "add", pool["Gateway"], "dev", bridge(name), "nodad")
    ip("link", "set", bridge(name), "up")
    state["networks"][name] = {
        "gateways": [pool["Gateway"] for pool in pools if pool.get("Gateway")],
        "options": call["Options"],
    }
    return {}


def delete_network(call):
    if state["networks"].pop(call["NetworkID"], None) is None:
        raise Refusal("no network %s" % call["NetworkID"])
    ip("link", "delete", bridge(call["NetworkID"]))
    return {}


def create_endpoint(call):
    endpoint = call["EndpointID"]
    if call["NetworkID"] not in state["networks"]:
        raise Refusal("no network %s" % call["NetworkID"])
    if endpoint in state["endpoints"]:
        raise Refusal("endpoint %s exists" % endpoint)
    state["endpoints"][endpoint] = {"network": call["NetworkID"], "joined": False}
    return {"Interface": {"Address": "", "AddressIPv6": "", "MacAddress": ""}}


def delete_endpoint(call):
    if state["endpoints"].pop(call["EndpointID"], None) is None:
        raise Refusal("no endpoint %s" % call["EndpointID"])
    return {}


def join(call):
    endpoint = state["endpoints"].get(call["EndpointID"])
    if endpoint is None or endpoint["joined"]:
        raise Refusal("endpoint %s cannot be joined" % call["EndpointID"])
    host, inside = "h" + call["EndpointID"][:9], "c" + call["EndpointID"][:9]
    ip("link", "add", host, "type", "veth", "peer", "name", inside)
    ip("link", "set", host, "master", bridge(endpoint["network"]), "up")
    endpoint["joined"] = True
    answer = {
        "InterfaceName": {"SrcName": inside, "DstPrefix": "eth"},
        "StaticRoutes": [{"Destination": "198.51.100.0/24", "RouteType": 1}],
    }
    for gateway in state["networks"][endpoint["network"]]["gateways"]:
        address = gateway.split("/")[0]
        answer["GatewayIPv6" if ":" in address else "Gateway"] = address
    return answer


def leave(call):
    endpoint = state["endpoints"].get(call["EndpointID"])
    if endpoint is None or not endpoint["joined"]:
        raise Refusal("endpoint %s is not joined" % call["EndpointID"])
    endpoint["joined"] = False
    endpoint.pop("ports", None)
    ip("link", "delete", "h" + call["EndpointID"][:9])
    return {}


def program(call):
    state["endpoints"][call["EndpointID"]]["ports"] = call["Options"].get(
        "com.docker.network.portmap", []
    )
    return {}


def revoke(call):
    state["endpoints"][call["EndpointID"]].pop("ports", None)
    return {}


def oper_info(call):
    ports = state["endpoints"][call["EndpointID"]].get("ports", [])
    for port in ports:
        port["HostPort"] = port["HostPort"] or 40000 + port["Port"]
    return {"Value": {"com.docker.network.portmap": ports}}


def ipam_capabilities(_):
    return {"RequiresMACAddress": False, "RequiresRequestReplay": state.get("replay", False)}


def address_spaces(_):
    return {"LocalDefaultAddressSpace": "py", "GlobalDefaultAddressSpace": "pyglobal"}


def request_pool(call):
    pool = call["Pool"]
    if not pool:
        taken = {each["pool"] for each in state["pools"].values()}
        free = "fd91:0:0:%d::/64" if call["V6"] else "10.91.%d.0/24"
        pool = next(free % i for i in range(200) if free % i not in taken)
    name = "pool-" + pool
    if name in state["pools"] and not state.get("replay"):
        raise Refusal("pool %s is taken" % pool)
    state["pools"].setdefault(name, {"pool": pool, "addresses": []})
    return {"PoolID": name, "Pool": pool, "Data": {}}


def release_pool(call):
    if state["pools"].pop(call["PoolID"], None) is None:
        raise Refusal("no pool %s" % call["PoolID"])
    return {}


def request_address(call):
    pool = state["pools"][call["PoolID"]]
    prefix = ipaddress.ip_network(pool["pool"])
    address = call["Address"]
    if not address:
        hosts = prefix.hosts()
        address = next(str(each) for each in hosts if str(each) not in pool["addresses"])
    if address not in pool["addresses"]:
        pool["addresses"].append(address)
    elif not state.get("replay"):
        raise Refusal("address %s is taken" % address)
    return {"Address": "%s/%d" % (address, prefix.prefixlen), "Data": {}}


def release_address(call):
    addresses = state["pools"][call["PoolID"]]["addresses"]
    if call["Address"] in addresses:
        addresses.remove(call["Address"])
    return {}


CALLS = {
    "Plugin.Activate": lambda _: {"Implements": ["NetworkDriver", "IpamDriver"]},
    "NetworkDriver.GetCapabilities": network_capabilities,
    "NetworkDriver.CreateNetwork": create_network,
    "NetworkDriver.DeleteNetwork": delete_network,
    "NetworkDriver.CreateEndpoint": create_endpoint,
    "NetworkDriver.DeleteEndpoint": delete_endpoint,
    "NetworkDriver.EndpointOperInfo": oper_info,
    "NetworkDriver.Join": join,
    "NetworkDriver.Leave": leave,
    "NetworkDriver.ProgramExternalConnectivity": program,
    "NetworkDriver.RevokeExternalConnectivity": revoke,
    "NetworkDriver.DiscoverNew": lambda _: {},
    "NetworkDriver.DiscoverDelete": lambda _: {},
    "IpamDriver.GetCapabilities": ipam_capabilities,
    "IpamDriver.GetDefaultAddressSpaces": address_spaces,
    "IpamDriver.RequestPool": request_pool,
    "IpamDriver.ReleasePool": release_pool,
    "IpamDriver.RequestAddress": request_address,
    "IpamDriver.ReleaseAddress": release_address,
}


def outside(answer):
    if "Pool" in answer:
        return dict(answer, Pool="192.0.2.0/24")
    return dict(answer, Address="192.0.2.7/24")


def changed(answer):
    return dict(answer, Interface={"Address": "192.0.2.7/24", "MacAddress": ""})


def nolink(answer):
    return dict(answer, InterfaceName={"SrcName": "nosuch0", "DstPrefix": "eth"})


def unknown(answer):
    return dict(answer, Scope="swarm")


TWISTS = {"outside": outside, "changed": changed, "nolink": nolink, "unknown": unknown}


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def address_string(self):
        return "local"

    def do_POST(self):
        method = self.path[1:]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = load(FAULTS, {}).get(method)
        if fault == "hang":
            time.sleep(60)
        if fault == "close":
            return
        if fault == "crash":
            os._exit(1)
        if fault == "garbage":
            self.wfile.write(b"\x00\xffgarbage\r\n\r\n" * 20)
            return
        if fault == "large":
            self.send(200, {"Err": "", "Filler": "x" * (3 << 20)})
            return
        if fault == "status":
            self.send(500, {"Err": "out of order"})
            return
        if method not in CALLS:
            self.send(404, {"Err": "unknown"})
            return
        with LOCK:
            self.answer(method, fault, json.loads(body or b"{}"))

    def answer(self, method, fault, call):
        member = "Error" if method.startswith("IpamDriver") else "Err"
        state["calls"].append(method)
        try:
            if fault == "error":
                raise Refusal("no room")
            answer = CALLS[method](call)
            if fault:
                answer = TWISTS[fault](answer)
        except Exception as failure:
            answer = {member: str(failure) or repr(failure)}
        save()
        self.send(200, answer)

    def send(self, status, answer):
        text = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/vnd.docker.plugins.v1.2+json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        try:
            self.wfile.write(text)
        except (BrokenPipeError, ConnectionResetError):
            pass


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True

    def get_request(self):
        request, _ = super().get_request()
        return request, ("local", 0)


if os.path.exists(SOCKET):
    os.unlink(SOCKET)
with Server(SOCKET, Handler) as server:
    server.serve_forever()
