package io.libnetwork.testing.plan;

import io.libnetwork.Controller;
import io.libnetwork.Sandbox;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.rtnetlink.AddressFlag;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.BridgePortOption;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.RouteProtocol;
import io.libnetwork.linux.rtnetlink.RouteTable;
import io.libnetwork.linux.rtnetlink.RouteType;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.linux.sockdiag.InetSocket;
import io.libnetwork.linux.sockdiag.SocketDiagnosis;
import io.libnetwork.linux.tc.OtherQdisc;
import io.libnetwork.linux.tc.Qdisc;
import io.libnetwork.linux.tc.Qdiscs;
import io.libnetwork.store.Fields;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// What a host, its containers and a store have, by what a plan calls it: `host interface br0` and
/// what that is like. Asked of the kernel itself, with no word of what a plan is made by.
///
/// What the kernel adds to everything by itself is left out, as plans leave it out.
record Facts(Map<String, String> all) {

  private static final Duration REST = Duration.ofMillis(150);

  /// Some cannot be read.
  private static final String LIST_PARAMETERS = "grep -rsH '' /proc/sys/net || true";

  /// Counters, and what says of an interface in another way what it is.
  private static final Pattern OTHERS =
      Pattern.compile(
          "/net/(netfilter|core)/|/conf/[^/]+/(mtu|addr_gen_mode|stable_secret)$|/ifb\\w+/accept_dad$");

  /// An address that nft lists as a number.
  private static final Pattern NUMBER = Pattern.compile("0x([0-9a-f]{32})");

  private static final IpAddress NAME_SERVER = IpAddress.parse("127.0.0.11");
  private static final String NAME_TABLE = "table ip libnetwork_names";
  private static final String SET = "set ";
  private static final String MAP = "map ";
  private static final String ELEMENTS = "elements = {";

  /// What there is when the kernel has come to rest: it takes interfaces away behind the call. The
  /// parameters, which are thousands of files, are read only then: they come and go with those.
  static Facts settled(TestHost host, Optional<Controller> controller, StateStore store) {
    Facts now = atRest(host, controller, store);
    now.parameters("host", host.run("sh", "-c", LIST_PARAMETERS));
    namespaces(host, controller).forEach((path, name) -> now.parameters(host, path, name));
    return now;
  }

  private static Facts atRest(
      TestHost host, Optional<Controller> controller, StateStore store) {
    Facts before = of(host, controller, store);
    LockSupport.parkNanos(REST.toNanos());
    Facts now = of(host, controller, store);
    while (!now.equals(before)) {
      before = now;
      LockSupport.parkNanos(REST.toNanos());
      now = of(host, controller, store);
    }
    return now;
  }

  private static Facts of(TestHost host, Optional<Controller> controller, StateStore store) {
    Facts facts = new Facts(new TreeMap<>());
    facts.namespace("host", host.rtnetlink());
    facts.sockets(host);
    facts.ruleset(host.run("nft", "-s", "list", "ruleset"));
    facts.folder(host);
    namespaces(host, controller).forEach((path, name) -> facts.inside(host, path, name));
    controller.stream().flatMap(it -> it.sandboxes().stream()).forEach(facts::files);
    facts.records(store);
    return facts;
  }

  private void add(String where, String object, String value) {
    all.put(where + " " + object, value);
  }

  private void folder(TestHost host) {
    Path folder = host.host().namespaceFolder();
    if (Files.isDirectory(folder)) {
      add("host", "folder " + folder, "there");
    }
    host.sandboxNamespaces().forEach(path -> add("host", "namespace " + path, "bound"));
  }

  /// The containers' namespaces, ours and others', with the name that they are told under.
  private static Map<Path, String> namespaces(TestHost host, Optional<Controller> controller) {
    Map<Path, String> names = new TreeMap<>();
    host.sandboxNamespaces().forEach(path -> names.put(path, "nobody"));
    for (Sandbox sandbox : controller.stream().flatMap(it -> it.sandboxes().stream()).toList()) {
      Path path = Path.of(sandbox.key());
      if (Files.exists(path)) {
        names.put(path, sandbox.container());
      }
    }
    return names;
  }

  /// A container's namespace, told under its name.
  void container(TestHost host, Path path, String name) {
    inside(host, path, name);
    parameters(host, path, name);
  }

  private void inside(TestHost host, Path path, String name) {
    try (NetworkNamespace inside = NetworkNamespace.open(path);
        Rtnetlink rtnetlink = Rtnetlink.open(host.thread(), inside)) {
      namespace(name, rtnetlink);
      nameServer(host, inside, path, name);
    }
  }

  private void parameters(TestHost host, Path path, String name) {
    parameters(name, host.run("nsenter", "--net=" + path, "--", "sh", "-c", LIST_PARAMETERS));
  }

  /// Its sockets and the table that leads there; half of it is told as well.
  private void nameServer(TestHost host, NetworkNamespace inside, Path path, String name) {
    List<String> parts = new ArrayList<>();
    try (SocketDiagnosis diagnosis = SocketDiagnosis.open(host.thread(), inside)) {
      for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
        diagnosis.bound(protocol).stream()
            .filter(socket -> socket.localAddress().equals(NAME_SERVER))
            .forEach(socket -> parts.add(protocol + " at port " + socket.localPort()));
      }
    }
    if (host.run("nsenter", "--net=" + path, "--", "nft", "list", "tables").contains(NAME_TABLE)) {
      parts.add(NAME_TABLE);
    }
    if (!parts.isEmpty()) {
      add(name, "name server " + NAME_SERVER, String.join(", ", parts));
    }
  }

  private void namespace(String where, Rtnetlink rtnetlink) {
    Map<Ifindex, String> names = new HashMap<>();
    for (LinkView view : rtnetlink.list(Links.views())) {
      Link link = view.link();
      names.put(link.index(), link.name());
      String port =
          view.port()
              .map(options -> " hairpin " + options.value(BridgePortOption.HAIRPIN))
              .orElse("");
      add(where, "interface " + link.name(), (link.up() ? "up" : "down") + port);
      for (Qdisc qdisc : rtnetlink.list(Qdiscs.list(link.index()))) {
        if (!(qdisc.kind() instanceof OtherQdisc)) {
          add(
              where,
              "queue " + qdisc.kind().text() + " of " + link.name(),
              qdisc.kind().toString());
        }
      }
    }
    for (LinkAddress address : rtnetlink.list(Addresses.list())) {
      if (!automatic(where, address)) {
        add(where, "address " + address.address() + " of " + names.get(address.link()), "there");
      }
    }
    for (IpFamily family : IpFamily.values()) {
      rtnetlink.list(Routes.list(family)).stream()
          .filter(route -> route.table().equals(RouteTable.MAIN) && !automatic(route))
          .forEach(route -> add(where, text(route, names), "there"));
    }
  }

  private static boolean automatic(String where, LinkAddress address) {
    if (!where.equals("host") && address.link().equals(Ifindex.LOOPBACK)) {
      return true;
    }
    boolean linkLocal =
        address.address().family() == IpFamily.V6 && address.address().address().linkLocal();
    return linkLocal && (where.equals("host") || !address.flags().contains(AddressFlag.NODAD));
  }

  private static boolean automatic(Route route) {
    return route.protocol().equals(RouteProtocol.KERNEL)
        && route.destination().family() == IpFamily.V6
        && (route.destination().network().linkLocal() || route.destination().network().multicast());
  }

  private static String text(Route route, Map<Ifindex, String> names) {
    String to = route.destination().length() == 0 ? "default" : route.destination().toString();
    if (route.type() != RouteType.UNICAST) {
      return "route " + to + " (" + route.type().name().toLowerCase(Locale.ROOT) + ")";
    }
    return "route "
        + to
        + route.gateway().map(gateway -> " via " + gateway).orElse("")
        + route.link().map(link -> " by " + names.get(link)).orElse("");
  }

  private void parameters(String where, String listed) {
    for (String line : listed.split("\n", -1)) {
      int colon = line.indexOf(':', line.indexOf("/net/"));
      if (colon > 0 && !OTHERS.matcher(line.substring(0, colon)).find()) {
        add(where, line.substring("/proc/sys/".length(), colon), line.substring(colon + 1).strip());
      }
    }
  }

  private void sockets(TestHost host) {
    try (SocketDiagnosis diagnosis = SocketDiagnosis.open(host.thread(), host.namespace())) {
      for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
        for (InetSocket socket : diagnosis.bound(protocol)) {
          add(
              "host",
              "port %s/%s at %s".formatted(socket.localPort(), protocol, socket.localAddress()),
              "taken");
        }
      }
    }
  }

  private void ruleset(String listed) {
    String table = "";
    String set = "";
    StringBuilder elements = new StringBuilder();
    boolean within = false;
    for (String line : listed.split("\n", -1)) {
      String text = line.strip();
      if (line.startsWith("table ")) {
        table = text.substring(0, text.indexOf('{')).strip();
        add("host", table, "there");
      } else if (text.startsWith(SET) || text.startsWith(MAP)) {
        set = text.substring(0, text.indexOf('{')).strip();
      } else if (text.startsWith(ELEMENTS)) {
        within = true;
        elements.setLength(0);
        text = text.substring(ELEMENTS.length());
      }
      if (within) {
        elements.append(' ').append(text);
        if (text.endsWith("}")) {
          within = false;
          elements(table, set, elements.substring(0, elements.length() - 1));
        }
      }
    }
  }

  private void elements(String table, String set, String elements) {
    for (String element : elements.split(",", -1)) {
      String text =
          NUMBER
              .matcher(element.strip().replaceAll("\\s+", " "))
              .replaceAll(number -> address(number.group(1)));
      add("host", "element %s of %s in %s".formatted(text, set, table), "there");
    }
  }

  private static String address(String digits) {
    return IpAddress.parse(String.join(":", digits.split("(?<=\\G.{4})"))).toString();
  }

  private void files(Sandbox sandbox) {
    sandbox
        .files()
        .ifPresent(files -> {
          StringBuilder text = new StringBuilder();
          try {
            text.append(Files.readString(files.hosts()));
            text.append(Files.readString(files.hostname()));
            text.append(Files.readString(files.resolvConf()));
          } catch (IOException failure) {
            throw new UncheckedIOException("the files of " + sandbox, failure);
          }
          add("host", "files of container " + sandbox.container(), text.toString());
        });
  }

  private void records(StateStore store) {
    Map<String, String> networks = new HashMap<>();
    for (StateRecord record : store.list("network")) {
      networks.put(record.key().id(), record.content().text("name"));
    }
    for (String kind :
        List.of(
            "network",
            "endpoint",
            "sandbox",
            "reservation",
            "zone",
            "service",
            "backend",
            "host-parameter")) {
      for (StateRecord record : store.list(kind)) {
        Fields content = record.content();
        String own =
            content.find("container").isPresent()
                ? "of container " + content.text("container")
                : content.find("name").isPresent() ? content.text("name") : record.key().id();
        String of =
            content.find("network").isPresent()
                ? " of network " + networks.get(content.text("network"))
                : "";
        add("host", "record of " + kind.replace('-', ' ') + " " + own + of, content.toString());
      }
    }
  }
}
