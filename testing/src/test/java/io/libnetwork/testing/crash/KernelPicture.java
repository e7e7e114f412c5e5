package io.libnetwork.testing.crash;

import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.BridgePort;
import io.libnetwork.linux.rtnetlink.BridgePortOption;
import io.libnetwork.linux.rtnetlink.BridgePorts;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.linux.rtnetlink.Rule;
import io.libnetwork.linux.rtnetlink.Rules;
import io.libnetwork.linux.tc.Qdisc;
import io.libnetwork.linux.tc.Qdiscs;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All that the kernel has of a host and its containers, in sorted lines: links, addresses, routes,
/// rules, bridge ports, queueing disciplines, kernel parameters, mounts, and every rule and element
/// of the firewall, and the files that containers mount. Numbers that the kernel gives by itself
/// are left out, so the pictures of two hosts on which the same was done are equal.
final class KernelPicture {

  /// Of the host alone; a container's are its namespace's own.
  private static final List<String> PARAMETERS =
      List.of("net/ipv4/ip_forward", "net/ipv6/conf/all/forwarding");

  private static final List<String> OF_A_LINK =
      List.of(
          "net/ipv4/conf/%s/route_localnet",
          "net/ipv4/conf/%s/rp_filter",
          "net/ipv4/conf/%s/arp_ignore",
          "net/ipv6/conf/%s/disable_ipv6",
          "net/ipv6/conf/%s/accept_ra",
          "net/ipv6/conf/%s/proxy_ndp");

  /// The last digit of a link that limits changes with each that is made.
  private static final Pattern LIMITING = Pattern.compile("\\bifb([0-9a-f]+)[0-9a-f]\\b");

  /// The link group of a network without a bridge is made of its hub's number, see `Anchor`.
  private static final Pattern ROUTED = Pattern.compile("\\b18790\\d{5}\\b");

  private static final Duration REST = Duration.ofMillis(200);

  /// Ids and names of links that are made of them, and the MAC addresses of bridges.
  private static final Pattern MADE_OF_IDS =
      Pattern.compile(
          "\\b(?:(?:br-|veth|ifb)?[0-9a-f]{11,64}|b[sud][0-9a-f]{8}|ptp-?[0-9a-f]{8,12})\\b|0[26](?::[0-9a-f]{2}){5}");

  private static final Pattern LINK_LOCAL = Pattern.compile("fe80::[0-9a-f:]+");

  private final TestHost host;
  private final List<String> lines = new ArrayList<>();

  private KernelPicture(TestHost host) {
    this.host = host;
  }

  static List<String> of(TestHost host) {
    KernelPicture picture = new KernelPicture(host);
    picture.namespace("host", host.namespace(), host.rtnetlink());
    picture.parameters("host", host.namespace(), PARAMETERS);
    picture.containers();
    picture.mounts();
    picture.firewall();
    picture.files();
    return picture.lines.stream().sorted().toList();
  }

  /// As [#of], when the kernel has come to rest: it takes interfaces away, and decides about
  /// addresses of IPv6, behind the call.
  static List<String> settled(TestHost host) {
    List<String> before = of(host);
    LockSupport.parkNanos(REST.toNanos());
    List<String> now = of(host);
    while (!now.equals(before)) {
      before = now;
      LockSupport.parkNanos(REST.toNanos());
      now = of(host);
    }
    return now;
  }

  /// A picture or a census without what is made of random ids, so that it can be compared with one
  /// of another run.
  static List<String> nameless(List<String> lines) {
    return lines.stream()
        .map(line -> MADE_OF_IDS.matcher(line).replaceAll("ID"))
        .map(line -> LINK_LOCAL.matcher(line).replaceAll("fe80::ID"))
        .sorted()
        .toList();
  }

  private void add(String where, String what, String text) {
    String same =
        (what + " " + text)
            .replace(host.host().owner(), "OWNER")
            .replace(Mark.unmarked(host.host()).toString(), "OWNERS");
    String limited = LIMITING.matcher(same).replaceAll("ifb$1*");
    lines.add(where + " " + ROUTED.matcher(limited).replaceAll("ROUTED"));
  }

  private void containers() {
    for (Path path : host.sandboxNamespaces()) {
      String name = path.getFileName().toString();
      try (NetworkNamespace inside = NetworkNamespace.open(path);
          Rtnetlink rtnetlink = Rtnetlink.open(host.thread(), inside)) {
        namespace(name, inside, rtnetlink);
      } catch (SystemCallException noNamespace) {
        add(name, "is", noNamespace.errno().toString());
      }
    }
  }

  private void files() {
    Path folder = host.host().fileFolder();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> found = Files.walk(folder)) {
        for (Path file : found.filter(Files::isRegularFile).toList()) {
          add("host", "file " + folder.relativize(file), Files.readString(file));
        }
      } catch (IOException failure) {
        throw new UncheckedIOException("the files in " + folder, failure);
      }
    }
  }

  private void namespace(String where, NetworkNamespace namespace, Rtnetlink rtnetlink) {
    List<Link> links = rtnetlink.list(Links.list());
    Map<Ifindex, String> names = links.stream().collect(Collectors.toMap(Link::index, Link::name));
    Function<Ifindex, String> name = index -> names.getOrDefault(index, "none");
    for (Link link : links) {
      add(where, "link", text(link, name));
      parameters(
          where, namespace, OF_A_LINK.stream().map(key -> key.formatted(link.name())).toList());
      for (Qdisc qdisc : rtnetlink.list(Qdiscs.list(link.index()))) {
        add(where, "qdisc of " + link.name(), qdisc.kind().toString());
      }
      if (link.kind().equals("bridge")) {
        for (BridgePort port : rtnetlink.list(BridgePorts.list(link.index()))) {
          add(where, "port", name.apply(port.link()) + " " + port.state() + options(port));
        }
      }
    }
    for (LinkAddress address : rtnetlink.list(Addresses.list())) {
      add(where, "address", name.apply(address.link()) + " " + address.address());
    }
    for (IpFamily family : IpFamily.values()) {
      for (Route route : rtnetlink.list(Routes.list(family))) {
        add(where, "route", text(route, name));
      }
      for (Rule rule : rtnetlink.list(Rules.list(family))) {
        add(where, "rule", rule.toString());
      }
    }
  }

  private static String text(Link link, Function<Ifindex, String> name) {
    boolean inside = link.name().startsWith("eth");
    return "%s %s mtu %d %s master %s %s group %s%s"
        .formatted(
            link.name(),
            link.kind(),
            link.mtu(),
            link.up() ? "up" : "down",
            link.master().map(name),
            link.alias(),
            link.group(),
            inside || link.kind().equals("bridge") ? " " + link.mac() : "");
  }

  private static String options(BridgePort port) {
    return "%s%s"
        .formatted(
            port.on(BridgePortOption.HAIRPIN) ? " hairpin" : "",
            port.on(BridgePortOption.ISOLATED) ? " isolated" : "");
  }

  private static String text(Route route, Function<Ifindex, String> name) {
    return "%s %s by %s %s table %s source %s metric %s"
        .formatted(
            route.type(),
            route.destination(),
            route.gateway(),
            route.link().map(name),
            route.table(),
            route.source(),
            route.metric());
  }

  private void parameters(String where, NetworkNamespace namespace, List<String> keys) {
    for (String key : keys) {
      Sysctl.find(host.thread(), namespace, key)
          .ifPresent(value -> add(where, "parameter", key + " = " + value));
    }
  }

  private void mounts() {
    String under = host.host().namespaceFolder() + "/";
    try (Stream<String> mounted = Files.lines(Path.of("/proc/self/mountinfo"))) {
      mounted
          .map(line -> line.split(" ", -1)[4])
          .filter(path -> path.startsWith(under))
          .forEach(path -> add("host", "mount", path.substring(under.length())));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read /proc/self/mountinfo", failure);
    }
  }

  /// Elements are told apart, because the kernel lists those of a set in any order. Behind a table
  /// that a process owns stands which.
  private void firewall() {
    String place = "";
    for (String line : host.run("nft", "-s", "list", "ruleset").split("\n", -1)) {
      String text = line.replaceFirst("# progname .*", "").strip();
      if (text.endsWith("{") && !text.startsWith("elements")) {
        place = text;
      }
      for (String part : text.replace("elements = {", "").replace("}", "").split(",", -1)) {
        if (!part.isBlank()) {
          add("firewall", place, part.strip());
        }
      }
    }
  }
}
