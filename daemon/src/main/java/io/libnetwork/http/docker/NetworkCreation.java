package io.libnetwork.http.docker;

import io.libnetwork.Controller;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.host.HostDriver;
import io.libnetwork.drivers.none.NoneDriver;
import io.libnetwork.http.Json;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.wire.docker.ConfigReference;
import io.libnetwork.wire.docker.Ipam;
import io.libnetwork.wire.docker.IpamConfig;
import io.libnetwork.wire.docker.NetworkCreateRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A network as somebody asks for it in Docker's words, and the options that make it.
final class NetworkCreation {

  private static final String ENABLE_IPV4 = "com.docker.network.enable_ipv4";
  private static final String ENABLE_IPV6 = "com.docker.network.enable_ipv6";
  private static final String INTERNAL = "com.docker.network.internal";
  private static final Set<String> SWARMS = Set.of("overlay", "swarm", "global");

  private final NetworkCreateRequest asked;
  private final ApiVersion version;
  private final List<NetworkOption> options = new ArrayList<>();
  private final Map<String, String> labels = new HashMap<>();
  private final Map<String, String> driverOptions;

  private NetworkCreation(NetworkCreateRequest asked, ApiVersion version) {
    this.asked = asked;
    this.version = version;
    this.driverOptions = new HashMap<>(orEmpty(asked.options()));
  }

  /// Makes the network, or nothing.
  static Network create(Controller controller, NetworkCreateRequest asked, ApiVersion version) {
    NetworkCreation creation = new NetworkCreation(asked, version);
    String name = creation.requireName(controller);
    creation.requireSingle(controller);
    creation.requireTemplateWords();
    creation.gather();
    return controller.createNetwork(
        creation.driver(), name, creation.options.toArray(NetworkOption[]::new));
  }

  private String requireName(Controller controller) {
    String name = orEmpty(asked.name());
    if (Predefined.reserved(name)) {
      throw new NetworkException.Forbidden(
          "operation is not permitted on predefined %s network ".formatted(name));
    }
    if (controller.findNetwork(name).isPresent()) {
      throw new NetworkException.Conflict("network with name %s already exists".formatted(name));
    }
    return name;
  }

  private String driver() {
    String driver = orEmpty(asked.driver());
    return driver.isEmpty() ? BridgeDriver.NAME : driver;
  }

  /// Of the host's own network, and of none at all, there is one each.
  private void requireSingle(Controller controller) {
    String driver = driver();
    boolean single = driver.equals(HostDriver.NAME) || driver.equals(NoneDriver.NAME);
    if (single && controller.networks().stream().anyMatch(one -> one.driver().equals(driver))) {
      throw new NetworkException.Forbidden(
          "only one instance of \"%s\" network is allowed".formatted(driver));
    }
  }

  /// What a template and a network made from one may not say of themselves.
  private void requireTemplateWords() {
    boolean operators =
        Boolean.TRUE.equals(asked.internal())
            || Boolean.TRUE.equals(asked.attachable())
            || Boolean.TRUE.equals(asked.ingress());
    if (Boolean.TRUE.equals(asked.configOnly()) && operators) {
      throw new NetworkException.Forbidden(
          "configuration network can only contain network specific fields. Network operator fields like [ ingress | internal | attachable | scope ] are not supported.");
    }
    if (template().isPresent() && Boolean.TRUE.equals(asked.configOnly())) {
      throw new NetworkException.Forbidden(
          "a configuration network cannot depend on another configuration network");
    }
    if (template().isPresent() && saysItself()) {
      throw new NetworkException.Forbidden(
          "user specified configurations are not supported if the network depends on a configuration network");
    }
  }

  /// Clients before 1.46 always said whether there is IPv6, and all of them that IPAM is `default`.
  private boolean saysItself() {
    Ipam ipam = asked.ipam();
    boolean addresses =
        ipam != null
            && (!orEmpty(ipam.config()).isEmpty()
                || !orEmpty(ipam.options()).isEmpty()
                || !Set.of("", "default").contains(orEmpty(ipam.driver())));
    return addresses
        || !driverOptions.isEmpty()
        || !orEmpty(asked.labels()).isEmpty()
        || Boolean.TRUE.equals(asked.enableIpv6());
  }

  private void gather() {
    requireHere();
    families();
    given(
        asked.internal(),
        INTERNAL,
        value -> {
          if (value) {
            options.add(new NetworkOption.Internal());
          }
        });
    if (Boolean.TRUE.equals(asked.configOnly())) {
      options.add(new NetworkOption.ConfigOnly());
    }
    if (template().isPresent()) {
      // The rest is the template's, in Docker's words too.
      options.add(new NetworkOption.ConfigFrom(template().get()));
      return;
    }
    ipam();
    if (!driverOptions.isEmpty()) {
      options.add(new NetworkOption.DriverLabels(driverOptions));
    }
    words();
  }

  /// What spans several hosts is nobody's here.
  private void requireHere() {
    String scope = orEmpty(asked.scope());
    if (Boolean.TRUE.equals(asked.ingress()) || SWARMS.contains(scope)) {
      throw new NetworkException.NotImplemented(
          "networks of a swarm (scope %s, ingress) are not served: this host is in no swarm"
              .formatted(scope.isEmpty() ? "swarm" : scope));
    }
    if (!scope.isEmpty() && !scope.equals("local")) {
      throw new NetworkException.InvalidParameter(
          "invalid scope '%s': expected local".formatted(scope));
    }
  }

  private void families() {
    Boolean ipv4 = version.before(ApiVersion.WITH_IPV4_SWITCH) ? null : asked.enableIpv4();
    given(ipv4, ENABLE_IPV4, value -> options.add(new NetworkOption.Ipv4(value)));
    given(asked.enableIpv6(), ENABLE_IPV6, value -> options.add(new NetworkOption.Ipv6(value)));
  }

  /// A switch that may be said as an option of the driver too; its own field counts more.
  private void given(@Nullable Boolean field, String key, Consumer<Boolean> take) {
    String text = driverOptions.remove(key);
    if (field != null) {
      take.accept(field);
    } else if (text != null) {
      take.accept(bool(key, text));
    }
  }

  private static boolean bool(String key, String text) {
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default ->
          throw new NetworkException.InvalidParameter(
              "invalid option %s: '%s' is neither true nor false".formatted(key, text));
    };
  }

  private Optional<String> template() {
    ConfigReference from = asked.configFrom();
    return Optional.ofNullable(from).map(ConfigReference::network).filter(name -> !name.isEmpty());
  }

  private void ipam() {
    Ipam ipam = asked.ipam();
    if (ipam == null) {
      return;
    }
    labels.put(DockerWords.IPAM, new String(Json.write(ipam), StandardCharsets.UTF_8));
    String driver = orEmpty(ipam.driver());
    Map<String, String> given = orEmpty(ipam.options());
    if ((!driver.isEmpty() && !driver.equals("default")) || !given.isEmpty()) {
      options.add(new NetworkOption.Ipam(driver.isEmpty() ? "default" : driver, given));
    }
    List<String> problems = new ArrayList<>();
    for (IpamConfig config : orEmpty(ipam.config())) {
      if (config != null) {
        PoolText.read(config, problems).ifPresent(options::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "invalid network config:\n" + String.join("\n", problems));
    }
  }

  /// What the model has no word for.
  private void words() {
    labels.putAll(DockerWords.requireTheirs(orEmpty(asked.labels())));
    Map<String, String> given = orEmpty(asked.options());
    if (!given.isEmpty()) {
      labels.put(DockerWords.OPTIONS, new String(Json.write(given), StandardCharsets.UTF_8));
    }
    if (Boolean.TRUE.equals(asked.attachable())) {
      labels.put(DockerWords.ATTACHABLE, "true");
    }
    options.add(new NetworkOption.Labels(labels));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> map) {
    return map == null ? Map.of() : map;
  }

  private static <T extends @Nullable Object> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  /// A pool as texts; all that is wrong with it is told at once.
  private static final class PoolText {

    private final List<String> problems;
    private final int before;

    private PoolText(List<String> problems) {
      this.problems = problems;
      this.before = problems.size();
    }

    static Optional<NetworkOption.Pool> read(IpamConfig config, List<String> problems) {
      return new PoolText(problems).read(config);
    }

    private Optional<NetworkOption.Pool> read(IpamConfig config) {
      Optional<IpPrefix> subnet = prefix("subnet", orEmpty(config.subnet()));
      if (subnet.isEmpty()) {
        if (problems.size() == before) {
          problems.add(
              "invalid subnet: none is given, and a range, a gateway or an auxiliary address needs one");
        }
        return Optional.empty();
      }
      IpPrefix pool = subnet.get();
      Optional<IpPrefix> range =
          Optional.of(orEmpty(config.ipRange()))
              .filter(text -> !text.isEmpty())
              .flatMap(text -> prefix("ip-range", text));
      range.ifPresent(part -> requireInside(pool, part));
      Optional<IpAddress> gateway =
          Optional.of(orEmpty(config.gateway()))
              .filter(text -> !text.isEmpty())
              .flatMap(text -> address(pool, "gateway", text));
      Map<String, IpAddress> auxiliary = new HashMap<>();
      orEmpty(config.auxiliaryAddresses())
          .forEach((name, text) ->
              address(pool, "auxiliary address " + name, text)
                  .ifPresent(address -> auxiliary.put(name, address)));
      return problems.size() > before
          ? Optional.empty()
          : Optional.of(
              new NetworkOption.Pool(
                  pool.family(), PoolChoice.of(pool), range, gateway, auxiliary));
    }

    private Optional<IpPrefix> prefix(String what, String text) {
      try {
        return Optional.of(IpPrefix.parse(text));
      } catch (IllegalArgumentException wrong) {
        problems.add("invalid %s %s: %s".formatted(what, text, wrong.getMessage()));
        return Optional.empty();
      }
    }

    private void requireInside(IpPrefix pool, IpPrefix part) {
      if (part.family() != pool.family() || !pool.contains(part)) {
        problems.add("invalid ip-range %s: it is not inside subnet %s".formatted(part, pool));
      }
    }

    private Optional<IpAddress> address(IpPrefix pool, String what, String text) {
      try {
        IpAddress address = IpAddress.parse(text);
        if (address.family() != pool.family()
            || (!pool.network().unspecified() && !pool.contains(address))) {
          problems.add(
              "invalid %s %s: parent subnet %s doesn't contain this address"
                  .formatted(what, text, pool));
          return Optional.empty();
        }
        return Optional.of(address);
      } catch (IllegalArgumentException wrong) {
        problems.add("invalid %s '%s': %s".formatted(what, text, wrong.getMessage()));
        return Optional.empty();
      }
    }
  }
}
