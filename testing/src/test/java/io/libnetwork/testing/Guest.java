package io.libnetwork.testing;

import io.libnetwork.Attachment;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.frames.TapQueue;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Readiness;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What a virtual machine behind a tap device does with frames: it answers ARP for its address, and
/// echo requests and datagrams that are sent there, and asks others to echo.
final class Guest implements AutoCloseable {

  private static final int ETHERNET = 14;
  private static final int IPV4 = 20;
  private static final int ARP_TYPE = 0x0806;
  private static final int IPV4_TYPE = 0x0800;
  private static final int ICMP = 1;
  private static final int UDP = 17;
  private static final byte ECHO_REQUEST = 8;
  private static final int PATIENCE_SECONDS = 5;

  /// A device that is down or gone.
  private static final Set<Errno> OFF = Set.of(Errno.EIO, new Errno(77));

  private final String name;
  private final byte[] mac;
  private final byte[] address;
  private final TapQueue queue;
  private final BlockingQueue<byte[]> neighbours = new LinkedBlockingQueue<>();
  private final BlockingQueue<byte[]> echoes = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean ending;

  private Guest(String name, MacAddress mac, Ipv4Address address, TapQueue queue) {
    this.name = name;
    this.mac = mac.toBytes();
    this.address = address.toBytes();
    this.queue = queue;
    this.thread = Thread.ofPlatform().name("guest " + name).start(this::run);
  }

  /// Opens the device `tap0` in a container's sandbox and begins to answer, once the kernel sends
  /// frames by it: a device that nobody has open has no carrier.
  static Guest start(Attachment machine, NamespaceThread thread) {
    InterfaceName tap = InterfaceName.of("tap0");
    try (NetworkNamespace sandbox = NetworkNamespace.open(Path.of(machine.sandbox().key()));
        Rtnetlink inside = Rtnetlink.open(thread, sandbox)) {
      TapQueue queue = TapQueue.open(thread, sandbox, tap, false);
      Readiness.awaitAll(inside, List.of(inside.get(Links.get(tap)).index()));
      return new Guest(
          machine.sandbox().container(),
          machine.endpoint().macAddress().orElseThrow(),
          (Ipv4Address) machine.endpoint().address(IpFamily.V4).orElseThrow().address(),
          queue);
    }
  }

  private void run() {
    while (!ending) {
      Optional<byte[]> frame = received();
      if (frame.isPresent()) {
        take(frame.get());
      } else {
        pause();
      }
    }
  }

  private Optional<byte[]> received() {
    try {
      return queue.receive();
    } catch (SystemCallException refused) {
      if (OFF.contains(refused.errno())) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(1);
    } catch (InterruptedException end) {
      ending = true;
    }
  }

  private void take(byte[] bytes) {
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    switch (Short.toUnsignedInt(frame.getShort(12))) {
      case ARP_TYPE -> takeArp(bytes, frame);
      case IPV4_TYPE -> takeIpv4(bytes, frame);
      default -> {}
    }
  }

  private void takeArp(byte[] bytes, ByteBuffer frame) {
    boolean mine = Arrays.equals(Arrays.copyOfRange(bytes, 38, 42), address);
    int operation = frame.getShort(20);
    if (mine && operation == 1) {
      queue.send(
          arp(
              2,
              Arrays.copyOfRange(bytes, 6, 12),
              Arrays.copyOfRange(bytes, 28, 32),
              Arrays.copyOfRange(bytes, 6, 12)));
    } else if (mine && operation == 2) {
      neighbours.add(Arrays.copyOfRange(bytes, 22, 28));
    }
  }

  private byte[] arp(int operation, byte[] to, byte[] asked, byte[] its) {
    return ByteBuffer.allocate(ETHERNET + 28)
        .put(to)
        .put(mac)
        .putShort((short) ARP_TYPE)
        .putShort((short) 1)
        .putShort((short) IPV4_TYPE)
        .put((byte) 6)
        .put((byte) 4)
        .putShort((short) operation)
        .put(mac)
        .put(address)
        .put(its)
        .put(asked)
        .array();
  }

  private void takeIpv4(byte[] bytes, ByteBuffer frame) {
    if (!Arrays.equals(Arrays.copyOfRange(bytes, 30, 34), address)) {
      return;
    }
    int length = Short.toUnsignedInt(frame.getShort(16)) - IPV4;
    byte[] content = Arrays.copyOfRange(bytes, ETHERNET + IPV4, ETHERNET + IPV4 + length);
    byte[] from = Arrays.copyOfRange(bytes, 26, 30);
    byte[] neighbour = Arrays.copyOfRange(bytes, 6, 12);
    if (frame.get(23) == ICMP && content[0] == ECHO_REQUEST) {
      queue.send(ipv4(neighbour, from, ICMP, echo(0, content)));
    } else if (frame.get(23) == ICMP && content[0] == 0) {
      echoes.add(from);
    } else if (frame.get(23) == UDP) {
      queue.send(ipv4(neighbour, from, UDP, answer(ByteBuffer.wrap(content), from)));
    }
  }

  /// Without a checksum, as IPv4 allows it.
  private byte[] answer(ByteBuffer datagram, byte[] from) {
    byte[] text = (name + " sees " + Ipv4Address.of(from)).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length)
        .putShort(datagram.getShort(2))
        .putShort(datagram.getShort(0))
        .putShort((short) (8 + text.length))
        .putShort((short) 0)
        .put(text)
        .array();
  }

  private static byte[] echo(int type, byte[] content) {
    ByteBuffer message = ByteBuffer.wrap(content.clone());
    message.put(0, (byte) type).putShort(2, (short) 0);
    return message.putShort(2, checksum(message.array())).array();
  }

  private byte[] ipv4(byte[] neighbour, byte[] to, int protocol, byte[] content) {
    return packet(neighbour, address, to, protocol, content);
  }

  private byte[] packet(byte[] neighbour, byte[] from, byte[] to, int protocol, byte[] content) {
    ByteBuffer header =
        ByteBuffer.allocate(IPV4)
            .putShort((short) 0x4500)
            .putShort((short) (IPV4 + content.length))
            .putInt(0)
            .put((byte) 64)
            .put((byte) protocol)
            .putShort((short) 0)
            .put(from)
            .put(to);
    header.putShort(10, checksum(header.array()));
    return ByteBuffer.allocate(ETHERNET + IPV4 + content.length)
        .put(neighbour)
        .put(mac)
        .putShort((short) IPV4_TYPE)
        .put(header.array())
        .put(content)
        .array();
  }

  /// RFC 1071.
  private static short checksum(byte[] bytes) {
    long sum = 0;
    for (int at = 0; at < bytes.length; at += 2) {
      int low = at + 1 < bytes.length ? Byte.toUnsignedInt(bytes[at + 1]) : 0;
      sum += (Byte.toUnsignedInt(bytes[at]) << 8) | low;
    }
    while (sum >> 16 != 0) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (short) ~sum;
  }

  /// Asks who has an address, and him, or another by him, to echo.
  ///
  /// @param next whose MAC address is asked for
  /// @return whether he did
  boolean echoes(Ipv4Address next, Ipv4Address to) throws InterruptedException {
    Optional<byte[]> neighbour = neighbour(next);
    if (neighbour.isEmpty()) {
      return false;
    }
    byte[] request = echo(ECHO_REQUEST, new byte[] {ECHO_REQUEST, 0, 0, 0, 7, 7, 0, 1});
    queue.send(ipv4(neighbour.get(), to.toBytes(), ICMP, request));
    byte[] from = echoes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return from != null && Arrays.equals(from, to.toBytes());
  }

  /// Who has an address.
  Optional<byte[]> neighbour(Ipv4Address asked) throws InterruptedException {
    byte[] everybody = {-1, -1, -1, -1, -1, -1};
    queue.send(arp(1, everybody, asked.toBytes(), new byte[6]));
    return Optional.ofNullable(neighbours.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  /// Sends a datagram that is said to be from an address.
  void send(byte[] neighbour, Ipv4Address from, Ipv4Address to, int port, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] datagram =
        ByteBuffer.allocate(8 + bytes.length)
            .putShort((short) port)
            .putShort((short) port)
            .putShort((short) (8 + bytes.length))
            .putShort((short) 0)
            .put(bytes)
            .array();
    queue.send(packet(neighbour, from.toBytes(), to.toBytes(), UDP, datagram));
  }

  @Override
  public void close() {
    ending = true;
    boolean ended = false;
    while (!ended) {
      try {
        thread.join();
        ended = true;
      } catch (InterruptedException again) {
        thread.interrupt();
      }
    }
    queue.close();
  }
}
