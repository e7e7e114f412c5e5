package io.libnetwork.cli.endpoint;

import io.libnetwork.cli.session.BodyBuilder;
import io.libnetwork.cli.session.Pairs;
import io.libnetwork.wire.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What an endpoint is asked to be.
public final class EndpointOptions {

  @Option(
      names = {"--ip", "--ip6"},
      paramLabel = "<address>",
      description = "An address that it gets or is refused, one of each family.")
  private List<String> addresses = new ArrayList<>();

  @Option(
      names = "--link-local-ip",
      paramLabel = "<address>",
      description = "A further address of 169.254.0.0/16 or fe80::/10.")
  private List<String> linkLocal = new ArrayList<>();

  @Option(
      names = "--mac-address",
      paramLabel = "<address>",
      description = "Its MAC address; made of the address otherwise.")
  private @Nullable String macAddress;

  @Option(
      names = "--interface",
      paramLabel = "<name>",
      description = "What the interface is called inside; the next eth otherwise.")
  private @Nullable String interfaceName;

  @Option(names = "--mtu", paramLabel = "<bytes>", description = "The network's otherwise.")
  private @Nullable Integer mtu;

  @Option(
      names = "--gw-priority",
      paramLabel = "<number>",
      description = "Of the sandbox's endpoints the one with the largest is its way out.")
  private @Nullable Integer gatewayPriority;

  @Option(names = "--no-gateway", description = "It is never its sandbox's way out.")
  private boolean noGateway;

  @Option(names = "--no-ipv6", description = "No IPv6 address.")
  private boolean noIpv6;

  @Option(
      names = {"-p", "--publish"},
      paramLabel = "<port>",
      description = "A port reachable at the host, as in 8080:80/tcp or 127.0.0.1:53:53/udp.")
  private List<String> ports = new ArrayList<>();

  @Option(
      names = "--expose",
      paramLabel = "<port>",
      description = "A port that the container says it listens on, as in 80/tcp.")
  private List<String> exposed = new ArrayList<>();

  @Option(
      names = "--alias",
      paramLabel = "<name>",
      description = "A further name of it on the network.")
  private List<String> aliases = new ArrayList<>();

  @Option(
      names = "--link",
      paramLabel = "<name[:alias]>",
      description = "What its container alone calls another.")
  private List<String> links = new ArrayList<>();

  @Option(
      names = "--egress",
      paramLabel = "<rate>",
      description = "How fast its container may send, as in 50mbit.")
  private @Nullable String egress;

  @Option(
      names = "--ingress",
      paramLabel = "<rate>",
      description = "How fast its container may receive, as in 50mbit.")
  private @Nullable String ingress;

  @Option(names = "--reserve", description = "What it has stays reserved for the next of its name.")
  private boolean reserve;

  @Option(
      names = {"-l", "--label"},
      paramLabel = "<name=value>",
      description = "A text kept with it.")
  private List<String> labels = new ArrayList<>();

  /// As our own API has it.
  ///
  /// @throws IllegalArgumentException if an option has a value that it cannot have
  public BodyBuilder body() {
    JsonObject limits =
        new BodyBuilder()
            .object("egress", new BodyBuilder().text("rate", egress).build())
            .object("ingress", new BodyBuilder().text("rate", ingress).build())
            .build();
    return new BodyBuilder()
        .texts("addresses", addresses)
        .texts("linkLocal", linkLocal)
        .text("macAddress", macAddress)
        .text("interfaceName", interfaceName)
        .truth("defaultRoute", noGateway ? false : null)
        .number("gatewayPriority", gatewayPriority)
        .number("mtu", mtu)
        .texts("ports", ports)
        .texts("exposed", exposed)
        .object("bandwidth", limits)
        .flag("reserve", reserve)
        .truth("ipv6", noIpv6 ? false : null)
        .texts("aliases", aliases)
        .object("links", JsonObject.ofTexts(linked()))
        .object("labels", Pairs.json("--label", labels, false));
  }

  private Map<String, String> linked() {
    Map<String, String> linked = new LinkedHashMap<>();
    for (String link : links) {
      int colon = link.indexOf(':');
      String name = colon < 0 ? link : link.substring(0, colon);
      linked.put(colon < 0 ? name : link.substring(colon + 1), name);
    }
    return linked;
  }
}
