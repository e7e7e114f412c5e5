package io.libnetwork.etc;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands in a container's `resolv.conf` in place of the host's: each part whole, or not at
/// all. An empty list is a part without lines.
///
/// glibc asks the first three name servers only (`MAXNS` of `resolv.h`); our own resolver takes
/// more. Since 2.26 it has no limit for search domains, before it had 6 of 256 characters in all;
/// musl cuts them at 256 characters still.
///
/// @param search at most [#MOST_DOMAINS]; `.` alone is none
/// @param options such as `ndots:1`
public record ResolvOverrides(
    Optional<List<IpAddress>> servers,
    Optional<List<String>> search,
    Optional<List<String>> options) {

  /// Each is a question more for every name that is not there.
  public static final int MOST_DOMAINS = 32;

  /// Nothing in place of anything.
  public static final ResolvOverrides NONE =
      new ResolvOverrides(Optional.empty(), Optional.empty(), Optional.empty());

  /// @throws NetworkException.InvalidParameter if there are too many search domains, a name server
  ///   is no host's address, or a domain or option is no word
  public ResolvOverrides {
    servers = servers.map(List::copyOf);
    search = search.map(ResolvOverrides::withoutRoot);
    options = options.map(List::copyOf);
    servers.ifPresent(ResolvOverrides::requireHosts);
    search.ifPresent(ResolvOverrides::requireFew);
    search.ifPresent(list -> list.forEach(word -> requireWord("search domain", word)));
    options.ifPresent(list -> list.forEach(word -> requireWord("resolver option", word)));
  }

  private static List<String> withoutRoot(List<String> search) {
    return search.equals(List.of(".")) ? List.of() : List.copyOf(search);
  }

  /// Requires that each name server is one host's address.
  ///
  /// @throws NetworkException.InvalidParameter if one is unspecified or a group's
  public static void requireHosts(List<IpAddress> servers) {
    for (IpAddress server : servers) {
      if (server.unspecified() || server.multicast()) {
        throw new NetworkException.InvalidParameter(
            "invalid name server %s: expected an address of one host".formatted(server));
      }
    }
  }

  /// Requires that there are not too many search domains.
  ///
  /// @throws NetworkException.InvalidParameter if there are more than [#MOST_DOMAINS]
  public static void requireFew(List<String> search) {
    if (search.size() > MOST_DOMAINS) {
      throw new NetworkException.InvalidParameter(
          "%d search domains: expected %d at most".formatted(search.size(), MOST_DOMAINS));
    }
  }

  /// A blank or the end of a line would make one word two, or a line of its own.
  private static void requireWord(String what, String word) {
    if (word.isEmpty() || word.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      throw new NetworkException.InvalidParameter(
          "invalid %s \"%s\": expected one word"
              .formatted(what, word.replaceAll("\\p{Cntrl}", "?")));
    }
  }

  /// The parts that are overridden, for people.
  List<String> named() {
    List<String> named = new ArrayList<>();
    servers.ifPresent(_ -> named.add("nameserver"));
    search.ifPresent(_ -> named.add("search"));
    options.ifPresent(_ -> named.add("options"));
    return named;
  }
}
