package io.libnetwork.drivers.links;

import io.libnetwork.EndpointId;
import io.libnetwork.Host;
import io.libnetwork.NetworkId;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The mark on every link we make, kept in its alias: that it is ours, whose it is, and which
/// controller's.
///
/// @param text as the alias has it
public record Mark(String text) {

  private static final String NAME = "libnetwork ";
  private static final int HEXADECIMAL = 16;
  private static final int GROUP_DIGITS = 7;
  private static final int ID_DIGITS = 64;
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{" + ID_DIGITS + "}(?: by ([a-z]+))? of ");

  private static final Pattern SHARD =
      Pattern.compile(
          NAME + "shard-(?<number>[1-9]\\d{0,3}) (?<id>[0-9a-f]{" + ID_DIGITS + "}) of ");

  public static Mark network(Host host, NetworkId id) {
    return new Mark(NAME + "network " + id + ending(host));
  }

  public static Mark endpoint(Host host, EndpointId id) {
    return new Mark(NAME + "endpoint " + id + ending(host));
  }

  /// The mark of a network's own link, of another driver than the bridge's.
  ///
  /// @param driver lower case letters
  public static Mark network(Host host, NetworkId id, String driver) {
    return new Mark(NAME + "network " + id + " by " + driver + ending(host));
  }

  /// The mark of an endpoint's link, of another driver than the bridge's.
  ///
  /// @param driver lower case letters
  public static Mark endpoint(Host host, EndpointId id, String driver) {
    return new Mark(NAME + "endpoint " + id + " by " + driver + ending(host));
  }

  /// Of a further bridge of a network, and of its link to the first.
  ///
  /// @param number 1 or more
  public static Mark shard(Host host, NetworkId id, int number) {
    return new Mark(NAME + "shard-" + number + " " + id + ending(host));
  }

  /// The mark of a link, if it is this host's; another controller's is none.
  public static Optional<Mark> of(Host host, Link link) {
    return link.alias()
        .filter(alias -> alias.startsWith(NAME) && alias.endsWith(ending(host)))
        .map(Mark::new);
  }

  /// The group of a link that has just been made and bears no mark yet: the kernel takes a group
  /// with the request that makes a link, an alias only afterwards.
  public static LinkGroup unmarked(Host host) {
    return new LinkGroup(Integer.parseInt(host.owner().substring(0, GROUP_DIGITS), HEXADECIMAL));
  }

  /// The mark of a link, whichever controller's it is.
  public static Optional<Mark> ofAnybody(Link link) {
    return link.alias().filter(alias -> alias.startsWith(NAME)).map(Mark::new);
  }

  /// The network that it is of.
  public Optional<NetworkId> network() {
    return id("network ").map(NetworkId::new);
  }

  /// The network that it is a further bridge of, or the link of one to the first.
  public Optional<NetworkId> shard() {
    Matcher shard = SHARD.matcher(text);
    return shard.lookingAt() ? Optional.of(new NetworkId(shard.group("id"))) : Optional.empty();
  }

  /// Which of its network's further bridges it is.
  public OptionalInt shardNumber() {
    Matcher shard = SHARD.matcher(text);
    return shard.lookingAt()
        ? OptionalInt.of(Integer.parseInt(shard.group("number")))
        : OptionalInt.empty();
  }

  /// The endpoint that it is of.
  public Optional<EndpointId> endpoint() {
    return id("endpoint ").map(EndpointId::new);
  }

  /// Whose driver made the link; empty for the bridge driver, which says nothing. No driver ever
  /// removes what another one has made.
  public Optional<String> driver() {
    Matcher matcher = ID.matcher(text);
    return matcher.find() ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
  }

  /// The text may be anybody's.
  private Optional<String> id(String kind) {
    int from = NAME.length() + kind.length();
    return text.startsWith(kind, NAME.length())
            && ID.matcher(text).region(from, text.length()).lookingAt()
        ? Optional.of(text.substring(from, from + ID_DIGITS))
        : Optional.empty();
  }

  private static String ending(Host host) {
    return " of " + host.owner();
  }
}
