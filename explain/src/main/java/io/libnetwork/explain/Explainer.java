package io.libnetwork.explain;

import io.libnetwork.Controller;
import io.libnetwork.Host;
import io.libnetwork.Sandbox;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.TransportPort;
import io.libnetwork.explain.NamespaceView.Routed;
import io.libnetwork.explain.ruleset.Ruleset;
import io.libnetwork.linux.rtnetlink.RouteQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers whether somebody reaches a port, and which rule decides it.
///
/// ```java
/// Explainer explainer = Explainer.of(controller);
/// Explanation why =
///     explainer.explain(
///         Origin.of(web), IpAddress.parse("172.18.0.3"), TransportPort.parse("5432/tcp"));
/// System.out.print(why);
/// ```
///
/// Nothing is sent. Each question looks at the kernel anew: at routes, links and sockets of the
/// namespaces on the way, and at their rulesets, whoever made them. Needs the rights to enter those
/// namespaces (`CAP_SYS_ADMIN`) and to list rulesets (`CAP_NET_ADMIN`).
///
/// Every method throws
/// - [IllegalArgumentException] where somebody or something that is asked about is not there,
/// - [io.libnetwork.linux.nftables.NftablesUnavailableException] without libnftables,
/// - [io.libnetwork.linux.SystemCallException] for what the kernel refuses.
///
/// Safe for use by many threads.
public final class Explainer {

  private final Host host;
  private final Optional<Controller> controller;
  private final Map<Path, String> others;

  private Explainer(Host host, Optional<Controller> controller, Map<Path, String> others) {
    this.host = host;
    this.controller = controller;
    this.others = Map.copyOf(others);
  }

  /// For a controller's host: it knows the containers' names, and what the firewall should have.
  public static Explainer of(Controller controller) {
    return new Explainer(controller.host(), Optional.of(controller), Map.of());
  }

  /// For a host of which nothing is known but what its kernel says.
  public static Explainer of(Host host) {
    return new Explainer(host, Optional.empty(), Map.of());
  }

  /// The same, looking in further namespaces for who has an address: those that are neither of the
  /// controller's nor bound where engines bind them, and in which no process is.
  ///
  /// @param namespaces where they are bound, and what they are called
  public Explainer alsoIn(Map<Path, String> namespaces) {
    return new Explainer(host, controller, namespaces);
  }

  /// Answers whether somebody reaches a port of an address.
  public Explanation explain(Origin from, IpAddress to, TransportPort port) {
    try (Survey survey = new Survey(host, named())) {
      return new Question(survey, from, to, port).explain();
    }
  }

  /// As [#explain], several questions at one look.
  ///
  /// @param questions who asks for which port of which address
  public List<Explanation> explainAll(List<Asked> questions) {
    try (Survey survey = new Survey(host, named())) {
      List<Explanation> explanations = new ArrayList<>();
      Optional<Ruleset> desired = desired();
      ProxiedPorts proxied = proxied(desired);
      for (Asked asked : questions) {
        explanations.add(
            new Question(survey, asked.from(), asked.to(), asked.port()).explain(desired, proxied));
      }
      return explanations;
    }
  }

  /// One of several questions.
  public record Asked(Origin from, IpAddress to, TransportPort port) {}

  /// The address of the host that somebody would ask for: that of the host's link towards him.
  public IpAddress addressOfHost(Origin from, IpFamily family) {
    try (Survey survey = new Survey(host, named())) {
      IpAddress loopback = IpAddress.parse(family == IpFamily.V4 ? "127.0.0.1" : "::1");
      Optional<IpAddress> asking = Sender.address(from, survey, family);
      return asking
          .flatMap(address ->
              survey.host().route(RouteQuery.to(address)) instanceof Routed.By(var route)
                  ? route.source()
                  : Optional.empty())
          .orElse(loopback);
    }
  }

  /// An address of somebody, by which others ask for him.
  public Optional<IpAddress> addressOf(Origin who, IpFamily family) {
    try (Survey survey = new Survey(host, named())) {
      return Sender.address(who, survey, family);
    }
  }

  /// What of others' rules stops what our networks are meant to let pass: from containers to the
  /// outside, and from there to published ports.
  public List<Finding> findings() {
    try (Survey survey = new Survey(host, named())) {
      return new Findings(survey, desired()).find();
    }
  }

  private Map<Path, String> named() {
    Map<Path, String> named = new LinkedHashMap<>(others);
    controller.ifPresent(present -> {
      for (Sandbox sandbox : present.sandboxes()) {
        named.put(Path.of(sandbox.key()), sandbox.container());
      }
    });
    return named;
  }

  /// What the firewall should have, listed in a namespace made for that.
  private Optional<Ruleset> desired() {
    return controller.map(
        present -> RulesetListing.elsewhere(host.namespaceThread(), present::copyFirewall));
  }

  private ProxiedPorts proxied(Optional<Ruleset> desired) {
    return controller.map(present -> ProxiedPorts.of(present, desired)).orElse(ProxiedPorts.NONE);
  }

  /// One question at one look.
  private final class Question {

    private final Survey survey;
    private final Origin from;
    private final IpAddress to;
    private final TransportPort port;
    private ProxiedPorts proxied = ProxiedPorts.NONE;

    Question(Survey survey, Origin from, IpAddress to, TransportPort port) {
      this.survey = survey;
      this.from = from;
      this.to = to;
      this.port = port;
    }

    Explanation explain() {
      Optional<Ruleset> desired = desired();
      return explain(desired, proxied(desired));
    }

    Explanation explain(Optional<Ruleset> desired, ProxiedPorts proxied) {
      this.proxied = proxied;
      Ruleset present = survey.host().ruleset();
      Sender sender = new Sender(survey, proxied);
      Answer answer = sender.ask(from, to, port);
      List<String> missing = desired.map(present::lacks).orElse(List.of());
      List<String> publication = new ArrayList<>(new Publication(survey, to, port).describe());
      publication.addAll(sender.backends());
      Optional<Answer> wanted = desired.map(ruleset -> askBy(ruleset, present));
      List<String> advice =
          answer instanceof Answer.Stopped(Cause cause, boolean back, _)
              ? Advice.against(cause, back, port, present)
              : List.of();
      return new Explanation(from, to, port, answer, wanted, missing, publication, advice);
    }

    private Answer askBy(Ruleset ruleset, Ruleset present) {
      survey.host().judgeBy(ruleset);
      try {
        return new Sender(survey, proxied).ask(from, to, port);
      } finally {
        survey.host().judgeBy(present);
      }
    }
  }
}
