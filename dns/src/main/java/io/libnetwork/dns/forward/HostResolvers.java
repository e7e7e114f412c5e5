package io.libnetwork.dns.forward;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Ipv4Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The name servers of a host, as its `resolv.conf` names them (man page resolv.conf(5)). A host
/// that is a container itself has 127.0.0.11, where from its own namespace somebody else answers.
/// Only its `nameserver` lines are read: how long the host's programs wait for them says nothing
/// here.
///
/// @param upstreams in the order of the file, reached from the host's namespace
/// @param ignored the `nameserver` lines that name none that can be asked: one that is malformed or
///   has a zone, which an address here has not
public record HostResolvers(List<Upstream> upstreams, List<String> ignored) {

  /// Where systemd-resolved listens for programs that read the file. It answers by what it knows of
  /// links, and refuses some questions; the servers it asks itself are in another file (man page
  /// systemd-resolved.service(8)).
  private static final IpAddress RESOLVED_STUB = Ipv4Address.parse("127.0.0.53");

  public HostResolvers {
    upstreams = List.copyOf(upstreams);
    ignored = List.copyOf(ignored);
  }

  /// Reads the file of a host, or that of systemd-resolved in its place where it names only that.
  ///
  /// @param resolvConf usually `/etc/resolv.conf`. When it is missing there are no name servers.
  /// @param resolvedConf usually `/run/systemd/resolve/resolv.conf`. When it is missing, or names
  ///   none, the first file counts.
  public static HostResolvers read(Path resolvConf, Path resolvedConf) throws IOException {
    HostResolvers host = readIfThere(resolvConf);
    if (!host.onlyResolved()) {
      return host;
    }
    HostResolvers behind = readIfThere(resolvedConf);
    return behind.upstreams.isEmpty() ? host : behind;
  }

  private static HostResolvers readIfThere(Path file) throws IOException {
    try {
      // Any byte is a character of this set: a comment in another one is no failure.
      return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException missing) {
      return new HostResolvers(List.of(), List.of());
    }
  }

  private boolean onlyResolved() {
    return upstreams.size() == 1 && upstreams.getFirst().address().equals(RESOLVED_STUB);
  }

  /// Reads a file's text.
  public static HostResolvers parse(String text) {
    List<Upstream> upstreams = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    nameserverLines(text)
        .forEach(line -> server(line).ifPresentOrElse(upstreams::add, () -> ignored.add(line)));
    return new HostResolvers(upstreams.stream().distinct().toList(), ignored);
  }

  /// The keyword begins the line and ends at a blank; so a comment is none of them.
  private static Stream<String> nameserverLines(String text) {
    return text.lines().filter(line -> line.split("[ \t]", 2)[0].equals("nameserver"));
  }

  private static Optional<Upstream> server(String line) {
    String[] words = line.trim().split("[ \t]+", 3);
    return words.length < 2 ? Optional.empty() : parseServer(words[1]);
  }

  private static Optional<Upstream> parseServer(String address) {
    try {
      return Optional.of(new Upstream(IpAddress.parse(address), Reach.HOST));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty(); // the caller keeps the line
    }
  }
}
