package io.libnetwork;

import io.libnetwork.address.IpAddress;
import java.util.List;

/// An option of [Network#createService].
public sealed interface ServiceOption {

  /// A port of the service; any number, and one at least where it has virtual addresses. With
  /// [RoundRobin] its name and its target are told and nothing else.
  record Port(ServicePort port) implements ServiceOption {}

  /// How connections are shared out; at random without this option.
  record Balance(Balancing balancing) implements ServiceOption {}

  /// The service has no address of its own: its name is answered with the addresses of its
  /// backends, in an order that changes. So it shares out names, not connections, and takes no
  /// ports but those that are found by name.
  record RoundRobin() implements ServiceOption {}

  /// A virtual address; at most one of each family. A family without gets one of the network's
  /// choice.
  record Address(IpAddress address) implements ServiceOption {}

  /// The host finds out whether backends are well; without this option they are, unless the caller
  /// says otherwise.
  record Check(HealthCheck check) implements ServiceOption {}

  /// Ports of the service reachable at the host; any number. The container's ports of the request
  /// are the service's own, each of which has to be one of its [Port]s. A connection that comes to
  /// the host is shared out as one to the service's address is.
  record Publish(PublishedPort port) implements ServiceOption {
    /// The ports a text says, as in `127.0.0.1:8080:80/tcp`; see [PublishedPort].
    ///
    /// @throws NetworkException.InvalidParameter when the text has another form
    public static Publish of(String port) {
      return new Publish(Texts.parse("port", port, PublishedPort::parse));
    }
  }

  /// Further names.
  record Aliases(List<String> names) implements ServiceOption {

    /// @throws NetworkException.InvalidParameter when one is no name of a service
    public Aliases {
      names = List.copyOf(names);
      names.forEach(name -> ServiceNames.require("alias", name));
    }
  }
}
