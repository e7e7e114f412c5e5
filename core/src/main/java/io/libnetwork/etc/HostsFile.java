package io.libnetwork.etc;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A container's hosts file. Every change gives another value, and leaves what we did not write as
/// it is: comments, and lines that somebody added or edited.
///
/// A line of ours is an address, one tab and its names.
///
/// @param lines without their ends
public record HostsFile(List<String> lines) {

  private static final List<HostEntry> OF_IPV6 =
      List.of(
          entry("::1", "localhost", "ip6-localhost", "ip6-loopback"),
          entry("fe00::", "ip6-localnet"),
          entry("ff00::", "ip6-mcastprefix"),
          entry("ff02::1", "ip6-allnodes"),
          entry("ff02::2", "ip6-allrouters"));

  public HostsFile {
    lines = List.copyOf(lines);
  }

  private static HostEntry entry(String address, String... names) {
    return new HostEntry(IpAddress.parse(address), List.of(names));
  }

  /// What every container's file begins with, then the hosts it was given.
  ///
  /// @param ipv6 the container has IPv6, at its loopback interface at least; entries of IPv6
  ///   addresses are left out otherwise, the given ones too
  /// @param extra hosts given for the container; who stands for its host (`host-gateway`) is put in
  ///   by the caller
  public static HostsFile initial(boolean ipv6, List<HostEntry> extra) {
    return new HostsFile(List.of())
        .with(List.of(entry("127.0.0.1", "localhost")), ipv6)
        .with(OF_IPV6, ipv6)
        .with(extra, ipv6);
  }

  /// Reads any text.
  public static HostsFile parse(String text) {
    return new HostsFile(text.lines().toList());
  }

  /// The file with more lines at its end; what is there already is there twice.
  ///
  /// @param ipv6 the container has IPv6; entries of IPv6 addresses are left out otherwise
  public HostsFile with(List<HostEntry> entries, boolean ipv6) {
    List<String> more = new ArrayList<>(lines);
    entries.stream()
        .filter(entry -> ipv6 || entry.address().family() == IpFamily.V4)
        .forEach(entry -> more.add(entry.toString()));
    return new HostsFile(more);
  }

  /// The file without the lines of these entries and, if there are entries, without blank lines.
  ///
  /// A line is an entry's if its names are exactly the entry's, and its address is, however that is
  /// written: a line that somebody edited is not.
  public HostsFile without(List<HostEntry> entries) {
    return entries.isEmpty()
        ? this
        : new HostsFile(
            lines.stream()
                .filter(line -> !line.isBlank())
                .filter(line -> entries.stream().noneMatch(entry -> says(line, entry)))
                .toList());
  }

  private static boolean says(String line, HostEntry entry) {
    int tab = line.indexOf('\t');
    return tab >= 0
        && line.substring(tab + 1).equals(entry.hosts())
        && address(line.substring(0, tab)).equals(Optional.of(entry.address()));
  }

  private static Optional<IpAddress> address(String text) {
    try {
      return Optional.of(IpAddress.parse(text));
    } catch (IllegalArgumentException _) {
      // A line that is not ours
      return Optional.empty();
    }
  }

  /// The file with another address in each line whose first name is `host`, whole or as the first
  /// label: that of `foo` is `foo` and `foo.example`, and neither `foobar` nor `barfoo`.
  public HostsFile withAddress(String host, IpAddress address) {
    UnaryOperator<String> changed =
        line ->
            address(line.substring(0, Math.max(0, line.indexOf('\t')))).isPresent()
                    && firstIs(host, line.substring(line.indexOf('\t') + 1))
                ? address + line.substring(line.indexOf('\t'))
                : line;
    return new HostsFile(lines.stream().map(changed).toList());
  }

  private static boolean firstIs(String host, String names) {
    if (!names.startsWith(host)) {
      return false;
    }
    return names.length() == host.length() || " \t.".indexOf(names.charAt(host.length())) >= 0;
  }

  /// The file's text.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
