#!/usr/bin/env python3
"""A name server that writes down what it is asked, and what others answer.

  recorder.py serve ADDRESS         writes each question to standard output as "udp HEX" or "tcp HEX"
  recorder.py ask ADDRESS PORT NAME,TYPE[,do] ...
                                    asks as the forwarder does, writes "ask HEX", what was answered as
                                    "udp HEX", and "tcp HEX" where that was truncated
"""
import random, socket, struct, sys, threading

KNOWN = {
    ("web", 1): "0a000002",
    ("web", 28): "fd000000000000000000000000000002",
    ("www.example.org", 1): "c0000201",
    ("www.example.org", 28): "20010db8000000000000000000000001",
    ("mail.app", 15): "000a026d7803617070" + "00",
    ("mail.app", 16): "0b763d73706631202d616c6c",
    ("_http._tcp.web.app", 33): "000100021f90036170690361707000",
    ("2.0.0.10.in-addr.arpa", 12): "03776562036c616e00",
}
LOCK = threading.Lock()


def note(kind, message):
    with LOCK:
        print(kind, message.hex(), flush=True)


def question(message):
    labels, at = [], 12
    while message[at]:
        labels.append(message[at + 1 : at + 1 + message[at]])
        at += 1 + message[at]
    kind, = struct.unpack_from("!H", message, at + 1)
    return b".".join(labels).decode("latin-1").lower(), kind, at + 5


def options(message, end):
    """Whether the question came with EDNS, which is answered then."""
    counts = struct.unpack_from("!HHHH", message, 4)
    return b"\0\0\x29\x04\xd0\0\0\0\0\0\0" if counts[3] and message[end] == 0 else b""


def answer(message, connected):
    name, kind, end = question(message)
    opt = options(message, end)
    flags = 0x8080 | (message[2] & 1) << 8
    many = name == "crowd" and kind == 1
    if many and not connected:
        return message[:2] + struct.pack("!HHHHH", flags | 0x200, 1, 0, 0, len(opt) > 0) + message[12:end] + opt
    data = [f"0a0001{i:02x}" for i in range(200)] if many else [KNOWN[name, kind]] if (name, kind) in KNOWN else []
    names = {name for name, _ in KNOWN} | {"crowd", ""}
    rcode = 0 if name in names else 3
    records = b"".join(
        struct.pack("!HHHIH", 0xC00C, kind, 1, 60, len(bytes.fromhex(one))) + bytes.fromhex(one) for one in data)
    head = struct.pack("!HHHHH", flags | rcode, 1, len(data), 0, len(opt) > 0)
    return message[:2] + head + message[12:end] + records + opt


def datagrams(udp):
    while True:
        message, client = udp.recvfrom(65535)
        note("udp", message)
        udp.sendto(answer(message, False), client)


def connection(client):
    def read(count):
        data = b""
        while len(data) < count:
            more = client.recv(count - len(data))
            if not more:
                raise EOFError
            data += more
        return data
    try:
        while True:
            message = read(struct.unpack("!H", read(2))[0])
            note("tcp", message)
            reply = answer(message, True)
            client.sendall(struct.pack("!H", len(reply)) + reply)
    except (EOFError, ConnectionError):
        client.close()


def serve(address):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    udp = socket.socket(family, socket.SOCK_DGRAM)
    udp.bind((address, 53))
    tcp = socket.socket(family, socket.SOCK_STREAM)
    tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    tcp.bind((address, 53))
    tcp.listen()
    threading.Thread(target=datagrams, args=(udp,), daemon=True).start()
    while True:
        threading.Thread(target=connection, args=(tcp.accept()[0],), daemon=True).start()


TYPES = {"A": 1, "NS": 2, "CNAME": 5, "SOA": 6, "PTR": 12, "MX": 15, "TXT": 16, "AAAA": 28, "SRV": 33,
         "NAPTR": 35, "DNAME": 39, "DNSKEY": 48, "HTTPS": 65, "ANY": 255, "CAA": 257}


def asked(name, kind, dnssec):
    """As UpstreamMessage writes it: RD and AD, letters of random case, EDNS with 1232."""
    mixed = "".join(random.choice([c.lower(), c.upper()]) for c in name.rstrip("."))
    wire = b"".join(bytes([len(label)]) + label.encode() for label in mixed.split(".") if label) + b"\0"
    opt = struct.pack("!BHHIH", 0, 41, 1232, 0x8000 if dnssec else 0, 0)
    return struct.pack("!HHHHHH", random.getrandbits(16), 0x0120, 1, 0, 0, 1) + wire + struct.pack("!HH", TYPES[kind], 1) + opt


def over_udp(address, port, message):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.settimeout(3)
        udp.connect((address, port))
        udp.send(message)
        return udp.recv(65535)


def over_tcp(address, port, message):
    with socket.create_connection((address, port), timeout=3) as tcp:
        tcp.sendall(struct.pack("!H", len(message)) + message)
        file = tcp.makefile("rb")
        return file.read(struct.unpack("!H", file.read(2))[0])


def ask(address, port, words):
    for word in words:
        name, kind, *more = word.split(",")
        message = asked(name, kind, "do" in more)
        reply = over_udp(address, port, message)
        print(f"# {name} {kind}{' DO' if 'do' in more else ''}")
        print("ask", message.hex())
        print("udp", reply.hex())
        if reply[2] & 2:
            try:
                print("tcp", over_tcp(address, port, message).hex())
            except ConnectionError as refused:
                print("#", refused)


if sys.argv[1] == "serve":
    serve(sys.argv[2])
else:
    random.seed(53)
    ask(sys.argv[2], int(sys.argv[3]), sys.argv[4:])
