package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.bridge.BridgeEndpointOptions;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.linux.PacketSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What of a container's frames, made by hand, reaches its neighbour.
class SpoofingTest {

  private static final String BROADCAST = "ffffffffffff";
  private static final String ANOTHERS_MAC = "020000000099";
  private static final String ANOTHERS_V4 = "0a630063";
  private static final String ANOTHERS_V6 = "fd990000000000000000000000000063";
  private static final String NOBODY_V4 = "00000000";
  private static final String NOBODY_V6 = "0".repeat(32);
  private static final String ALL_NODES = "ff020000000000000000000000000001";
  private static final int SHORTEST = 60;

  private Lab lab;
  private String mac = "";
  private String v4 = "";
  private String v6 = "";
  private String linkLocal = "";

  @BeforeEach
  void open() {
    lab = Lab.open();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void onlyWhatIsItsOwnGetsThrough() throws IOException {
    attach(BridgeOptions.USUAL);
    Map<String, String> frames = honest();
    frames.putAll(dishonest());
    assertThat(through(frames)).containsExactlyInAnyOrderElementsOf(honest().keySet());
  }

  @Test
  void everythingGetsThroughWhereThatIsWanted() throws IOException {
    attach(BridgeOptions.USUAL.withoutAntiSpoofing());
    Map<String, String> frames = honest();
    frames.putAll(dishonest());
    assertThat(through(frames)).containsExactlyInAnyOrderElementsOf(frames.keySet());
  }

  @Test
  void furtherAddressesAreAnEndpointsOwn() throws IOException {
    attach(
        BridgeOptions.USUAL,
        new EndpointOption.LinkLocal(IpAddress.parse("169.254.7.7")),
        new EndpointOption.Driver(
            BridgeEndpointOptions.USUAL.sendingAlsoFrom(
                Set.of(IpAddress.parse("10.99.0.99"), IpAddress.parse("fd99::63")))));
    Map<String, String> frames = new TreeMap<>();
    frames.put("its link-local IPv4 address", ipv4("a9fe0707", udp(9, 9)));
    frames.put("an IPv4 address it was allowed", ipv4(ANOTHERS_V4, udp(9, 9)));
    frames.put("an IPv6 address it was allowed", ipv6(ANOTHERS_V6, 17, udp(9, 9)));
    frames.put("neighbours told of it", ipv6(linkLocal, 58, advertisement(ANOTHERS_V6)));
    assertThat(through(frames)).containsExactlyInAnyOrderElementsOf(frames.keySet());
  }

  @Test
  void aPortThatIsGoneLeavesNothingBehind() {
    attach(BridgeOptions.USUAL);
    lab.controller().removeAll(lab.controller().sandboxes());
    assertThat(lab.host().run("nft list table bridge libnetwork")).doesNotContain("elements");
  }

  private Map<String, String> honest() {
    Map<String, String> frames = new TreeMap<>();
    frames.put("its own IPv4 address", ipv4(v4, udp(9, 9)));
    frames.put("its own IPv6 address", ipv6(v6, 17, udp(9, 9)));
    frames.put("its link-local address", ipv6(linkLocal, 17, udp(9, 9)));
    frames.put("its own address by ARP", arp(2, mac, v4));
    frames.put("a question whether an IPv4 address is free", arp(1, mac, NOBODY_V4));
    frames.put("its own address by ND", ipv6(v6, 58, advertisement(v6)));
    frames.put("a question whether an IPv6 address is free", ipv6(NOBODY_V6, 58, solicitation()));
    frames.put("a question to a DHCP server", ipv4(NOBODY_V4, udp(68, 67)));
    return frames;
  }

  private Map<String, String> dishonest() {
    Map<String, String> frames = new TreeMap<>();
    frames.put("another's MAC", BROADCAST + ANOTHERS_MAC + ipv4(v4, udp(9, 9)).substring(24));
    frames.put("another's IPv4 address", ipv4(ANOTHERS_V4, udp(9, 9)));
    frames.put("another's IPv6 address", ipv6(ANOTHERS_V6, 17, udp(9, 9)));
    frames.put("another's address by ARP", arp(2, mac, ANOTHERS_V4));
    frames.put("another's MAC by ARP", arp(2, ANOTHERS_MAC, v4));
    frames.put("another's address by ND", ipv6(v6, 58, advertisement(ANOTHERS_V6)));
    frames.put("nobody's address in a datagram", ipv4(NOBODY_V4, udp(9, 9)));
    frames.put("a router advertisement", ipv6(linkLocal, 58, "8600000040000708" + "0".repeat(16)));
    frames.put("an IPv6 redirect", ipv6(linkLocal, 58, "89000000" + "0".repeat(72)));
    frames.put("an IPv4 redirect", ipv4(v4, 1, "05010000" + "0".repeat(48)));
    frames.put("a DHCP server's answer", ipv4(v4, udp(67, 68)));
    frames.put("a DHCPv6 server's answer", ipv6(linkLocal, 17, udp(547, 546)));
    String tagged = arp(2, mac, ANOTHERS_V4);
    frames.put("a tag around it", tagged.substring(0, 24) + "81000007" + tagged.substring(24));
    frames.put("no IP at all", BROADCAST + mac + "0026" + "424203");
    return frames;
  }

  private void attach(BridgeOptions options, EndpointOption... more) {
    Network network = lab.dual("n", Lab.with(options));
    Attachment attached = lab.controller().attach("sender", network, more);
    Attachment _ = lab.controller().attach("neighbour", network);
    lab.host().script("echo 0 > /proc/sys/net/bridge/bridge-nf-call-iptables");
    lab.host().script("echo 0 > /proc/sys/net/bridge/bridge-nf-call-ip6tables");
    byte[] own = attached.endpoint().macAddress().orElseThrow().toBytes();
    mac = HexFormat.of().formatHex(own);
    v4 = address(attached, IpFamily.V4);
    v6 = address(attached, IpFamily.V6);
    own[0] ^= 2;
    String turned = HexFormat.of().formatHex(own);
    linkLocal = "fe80000000000000" + turned.substring(0, 6) + "fffe" + turned.substring(6);
  }

  private static String address(Attachment attached, IpFamily family) {
    IpAddress address = attached.endpoint().address(family).orElseThrow().address();
    return HexFormat.of().formatHex(address.toBytes());
  }

  /// Each frame ends with a number of its own, and after all there is one that gets through anyway.
  private List<String> through(Map<String, String> frames) throws IOException {
    Place sender = place("sender");
    int ifindex = Integer.parseInt(sender.run("ip -o link show eth0").split(":", -1)[0]);
    List<String> names = new ArrayList<>();
    List<String> sent = new ArrayList<>();
    frames.forEach((name, frame) -> {
      names.add(name);
      sent.add(frame);
    });
    try (PacketSocket socket = sender.open(PacketSocket::open);
        FrameReader reader = FrameReader.on(place("neighbour"), "eth0")) {
      for (int i = 0; i < names.size(); i++) {
        send(socket, ifindex, sent.get(i), mark(i));
      }
      send(socket, ifindex, ipv4(v4, udp(9, 9)), mark(names.size()));
      List<FrameReader.Frame> seen = reader.until(mark(names.size()));
      List<String> through = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        String mark = mark(i);
        if (seen.stream().anyMatch(frame -> frame.hex().endsWith(mark))) {
          through.add(names.get(i));
        }
      }
      return through;
    }
  }

  private Place place(String container) {
    return lab.place(
        lab.controller().sandboxes().stream()
            .filter(sandbox -> sandbox.container().equals(container))
            .findFirst()
            .orElseThrow());
  }

  private static String mark(int number) {
    return "cafe%04x".formatted(number);
  }

  private static void send(PacketSocket socket, int ifindex, String frame, String mark) {
    String padded = frame + "0".repeat(Math.max(0, 2 * SHORTEST - frame.length())) + mark;
    byte[] bytes = HexFormat.of().parseHex(padded);
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    assertThat(socket.send(ifindex, buffer)).isEmpty();
  }

  private String arp(int operation, String hardware, String address) {
    return BROADCAST
        + mac
        + "0806"
        + "000108000604%04x".formatted(operation)
        + hardware
        + address
        + "000000000000"
        + ANOTHERS_V4;
  }

  private String ipv4(String source, String udp) {
    return ipv4(source, 17, udp);
  }

  private String ipv4(String source, int protocol, String payload) {
    int length = 20 + payload.length() / 2;
    return BROADCAST
        + mac
        + "0800"
        + "4500%04x0000400040%02x0000".formatted(length, protocol)
        + source
        + "ffffffff"
        + payload;
  }

  private String ipv6(String source, int next, String payload) {
    return BROADCAST
        + mac
        + "86dd"
        + "60000000%04x%02xff".formatted(payload.length() / 2, next)
        + source
        + ALL_NODES
        + payload;
  }

  private static String udp(int from, int to) {
    return "%04x%04x00080000".formatted(from, to);
  }

  private String advertisement(String target) {
    return "8800000020000000" + target + "0201" + mac;
  }

  private static String solicitation() {
    return "8700000000000000" + ANOTHERS_V6;
  }
}
