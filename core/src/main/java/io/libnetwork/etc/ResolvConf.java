package io.libnetwork.etc;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a `resolv.conf` says (`resolv.conf(5)`), and what a container gets of it.
///
/// @param servers in the order in which they are asked
/// @param search the domains of the last `search` or `domain` line, which are the same to glibc
/// @param options of all `options` lines
/// @param others lines that mean something to others, as they were written
/// @param invalid what `nameserver` lines have in place of an address
public record ResolvConf(
    List<NameServer> servers,
    List<String> search,
    List<String> options,
    List<String> others,
    List<String> invalid) {

  /// A file that is missing or empty.
  public static final ResolvConf EMPTY =
      new ResolvConf(List.of(), List.of(), List.of(), List.of(), List.of());

  private static final Pattern BLANKS = Pattern.compile("[ \\t]+");
  private static final Pattern NDOTS = Pattern.compile("ndots:[0-9]{1,9}");

  public ResolvConf {
    servers = List.copyOf(servers);
    search = List.copyOf(search);
    options = List.copyOf(options);
    others = List.copyOf(others);
    invalid = List.copyOf(invalid);
  }

  /// Reads any text: what cannot be understood is kept.
  public static ResolvConf parse(String text) {
    Reading reading = new Reading();
    text.lines().forEach(reading::line);
    return reading.read();
  }

  /// The one name server is the stub of systemd-resolved: where a container cannot ask it, the
  /// servers behind it are in `/run/systemd/resolve/resolv.conf`.
  public boolean stubOnly() {
    return servers.equals(List.of(NameServer.parse("127.0.0.53")));
  }

  /// The file of a container whose names a resolver at `resolver`, an address inside, looks up.
  ///
  /// Its one server is that resolver; the others are the upstream servers: the host's, which are
  /// reached from the host, loopback addresses too, or those given for the container, of which the
  /// resolver's own address is left out. There may be none, and then other names are not found:
  /// nobody is asked who was not named by the host or the caller.
  ///
  /// `ndots:0` is an option unless the host or the caller sets another, so that a container's name
  /// is asked for as it is, before a search domain is put behind it.
  ///
  /// @param source where this was read, for people
  public ContainerResolvConf withResolver(
      IpAddress resolver, ResolvOverrides overrides, String source) {
    List<Upstream> upstreams = upstreams(resolver, overrides);
    ResolvText text = new ResolvText(source, overrides);
    text.servers(List.of(new NameServer(resolver)));
    text.search(searched(overrides));
    List<String> chosen = validNdots(chosenOptions(overrides));
    boolean set = chosen.stream().anyMatch(ResolvConf::ndots);
    List<String> all = new ArrayList<>(chosen);
    if (!set) {
      all.add("ndots:0");
    }
    text.options(all);
    text.others(others);
    text.upstreams(upstreams);
    text.invalid(overrides.servers().isPresent() ? List.of() : invalid);
    text.ndotsFrom(
        set ? overrides.options().isPresent() ? "the caller" : "the host" : "libnetwork");
    return new ContainerResolvConf(text.toString(), upstreams);
  }

  private List<Upstream> upstreams(IpAddress resolver, ResolvOverrides overrides) {
    return overrides
        .servers()
        .map(given ->
            given.stream()
                .filter(server -> !server.equals(resolver))
                .map(server -> new Upstream(new NameServer(server), false))
                .toList())
        .orElseGet(() -> servers.stream().map(server -> new Upstream(server, true)).toList());
  }

  /// The file of a container that asks name servers by itself.
  ///
  /// Servers given for it stay as they are. Of the host's those are left out that it cannot reach:
  /// loopback addresses, addresses with a zone, which is an interface of the host's, and IPv6
  /// addresses where it has no IPv6. If none remain, `fallback` is taken; if that is empty too, the
  /// file has no server and says so in a comment. A public server is not taken for want of another:
  /// whoever runs it would learn the container's names, which nobody allowed.
  ///
  /// @param ipv6 the container has IPv6
  /// @param fallback the caller's choice, by default none
  /// @param source where this was read, for people
  public ContainerResolvConf withoutResolver(
      boolean ipv6, ResolvOverrides overrides, List<IpAddress> fallback, String source) {
    List<NameServer> reached =
        overrides
            .servers()
            .map(ResolvConf::unzoned)
            .orElseGet(() -> servers.stream().filter(server -> reachable(server, ipv6)).toList());
    boolean fell = reached.isEmpty() && overrides.servers().isEmpty();
    List<NameServer> taken =
        fell
            ? unzoned(fallback).stream().filter(server -> reachable(server, ipv6)).toList()
            : reached;
    ResolvText text = new ResolvText(source, overrides);
    text.servers(taken);
    text.search(searched(overrides));
    text.options(chosenOptions(overrides));
    text.others(others);
    text.unreachable(overrides.servers().isPresent() ? List.of() : without(reached));
    text.invalid(overrides.servers().isPresent() ? List.of() : invalid);
    text.none(taken.isEmpty());
    text.fallback(fell && !taken.isEmpty());
    return new ContainerResolvConf(text.toString(), List.of());
  }

  /// The file of a container that shares the host's network: all that the host's has.
  ///
  /// @param source where this was read, for people
  public ContainerResolvConf shared(ResolvOverrides overrides, String source) {
    ResolvText text = new ResolvText(source, overrides);
    text.servers(overrides.servers().map(ResolvConf::unzoned).orElse(servers));
    text.search(searched(overrides));
    text.options(chosenOptions(overrides));
    text.others(others);
    text.invalid(overrides.servers().isPresent() ? List.of() : invalid);
    return new ContainerResolvConf(text.toString(), List.of());
  }

  private static boolean reachable(NameServer server, boolean ipv6) {
    return !server.address().loopback()
        && server.zone().isEmpty()
        && (ipv6 || server.address().family() == IpFamily.V4);
  }

  private static List<NameServer> unzoned(List<IpAddress> addresses) {
    return addresses.stream().map(NameServer::new).toList();
  }

  private List<NameServer> without(List<NameServer> reached) {
    return servers.stream().filter(server -> !reached.contains(server)).toList();
  }

  private List<String> searched(ResolvOverrides overrides) {
    return overrides.search().orElse(search);
  }

  private List<String> chosenOptions(ResolvOverrides overrides) {
    return overrides.options().orElse(options);
  }

  private static boolean ndots(String option) {
    return option.equals("ndots") || option.startsWith("ndots:");
  }

  /// Without an `ndots` that is no number.
  private static List<String> validNdots(List<String> options) {
    return options.stream()
        .filter(option -> !ndots(option) || NDOTS.matcher(option).matches())
        .toList();
  }

  /// Lines so far.
  private static final class Reading {

    private final List<NameServer> servers = new ArrayList<>();
    private List<String> search = List.of();
    private final List<String> options = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final List<String> invalid = new ArrayList<>();

    void line(String line) {
      if (line.startsWith("#") || line.startsWith(";") || line.isBlank()) {
        return;
      }
      // A keyword begins its line: behind a blank the first word is empty, and means nothing.
      List<String> words = List.of(BLANKS.split(line.stripTrailing()));
      List<String> rest = words.subList(1, words.size());
      switch (words.getFirst()) {
        case "nameserver" -> server(rest.isEmpty() ? "" : rest.getFirst());
        case "search" -> search = rest.equals(List.of(".")) ? List.of() : rest;
        case "domain" -> search = rest.subList(0, Math.min(1, rest.size()));
        case "options" -> options.addAll(rest);
        default -> others.add(line);
      }
    }

    private void server(String text) {
      Optional<NameServer> server = Optional.empty();
      try {
        server = Optional.of(NameServer.parse(text));
      } catch (IllegalArgumentException _) {
        invalid.add(text);
      }
      server.ifPresent(servers::add);
    }

    ResolvConf read() {
      return new ResolvConf(servers, search, options, others, invalid);
    }
  }
}
