package io.libnetwork.drivers.bridge;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.rtnetlink.BridgeVlan;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The VLANs that an endpoint takes part in (IEEE 802.1Q), 1 to 4,094 each.
///
/// @param untagged the one its frames without a tag are of; without one such frames are dropped
/// @param tagged those whose frames have a tag at the endpoint's interface, as at a switch's trunk
public record PortVlans(Optional<Integer> untagged, NavigableSet<Integer> tagged) {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?");
  private static final Pattern COMMA = Pattern.compile(",");

  /// @throws NetworkException.InvalidParameter when there is no such VLAN, none at all, or one is
  ///   to be both
  public PortVlans {
    tagged = Collections.unmodifiableNavigableSet(new TreeSet<>(tagged));
    untagged.ifPresent(PortVlans::require);
    tagged.forEach(PortVlans::require);
    if (untagged.isEmpty() && tagged.isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "an endpoint in no VLAN reaches nobody: name one, or ask for none");
    }
    if (untagged.filter(tagged::contains).isPresent()) {
      throw new NetworkException.InvalidParameter(
          "VLAN %d cannot be both with and without a tag at one endpoint"
              .formatted(untagged.get()));
    }
  }

  /// One VLAN, of which the endpoint knows nothing.
  public static PortVlans access(int vlan) {
    return new PortVlans(Optional.of(vlan), Collections.emptyNavigableSet());
  }

  /// VLANs that the endpoint tells apart itself.
  public static PortVlans trunk(Integer... vlans) {
    return new PortVlans(Optional.empty(), new TreeSet<>(List.of(vlans)));
  }

  /// Reads a number.
  ///
  /// @throws IllegalArgumentException when it is none, or not a VLAN's
  static int id(String text) {
    int id = Integer.parseInt(text);
    requireNumber(id);
    return id;
  }

  /// Reads what [#taggedText] writes: `20,30-39`.
  ///
  /// @throws IllegalArgumentException when it is not like that, or names what is no VLAN
  static NavigableSet<Integer> ids(String text) {
    NavigableSet<Integer> ids = new TreeSet<>();
    COMMA.splitAsStream(text).map(String::strip).forEach(part -> addRange(ids, part));
    return ids;
  }

  private static void addRange(NavigableSet<Integer> ids, String part) {
    Matcher range = RANGE.matcher(part);
    if (!range.matches()) {
      throw new IllegalArgumentException(
          "no VLANs: \"" + part + "\", expected numbers and ranges as in 20,30-39");
    }
    int first = id(range.group(1));
    int last = range.group(2) == null ? first : id(range.group(2));
    if (last < first) {
      throw new IllegalArgumentException(
          "no VLANs: \"" + part + "\", whose first is larger than its last");
    }
    for (int id = first; id <= last; id++) {
      ids.add(id);
    }
  }

  Optional<String> untaggedText() {
    return untagged.map(String::valueOf);
  }

  /// As numbers and ranges.
  Optional<String> taggedText() {
    StringBuilder text = new StringBuilder();
    int before = -1;
    for (int id : tagged) {
      boolean last = !tagged.contains(id + 1);
      if (before != id - 1) {
        text.append(text.isEmpty() ? "" : ",").append(id);
      } else if (last) {
        text.append('-').append(id);
      }
      before = id;
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
  }

  /// As the bridge's port is told them.
  SortedSet<BridgeVlan> vlans() {
    SortedSet<BridgeVlan> vlans = new TreeSet<>();
    untagged.ifPresent(id -> vlans.add(BridgeVlan.untagged(id)));
    tagged.forEach(id -> vlans.add(BridgeVlan.tagged(id)));
    return vlans;
  }

  /// Whether frames have tags at the endpoint's interface.
  boolean tags() {
    return !tagged.isEmpty();
  }

  private static void require(int id) {
    try {
      requireNumber(id);
    } catch (IllegalArgumentException none) {
      throw new NetworkException.InvalidParameter(String.valueOf(none.getMessage()), none);
    }
  }

  private static void requireNumber(int id) {
    if (id < BridgeVlan.FIRST || id > BridgeVlan.LAST) {
      throw new IllegalArgumentException(
          "no VLAN " + id + ": expected " + BridgeVlan.FIRST + " to " + BridgeVlan.LAST);
    }
  }

  /// As in `VLAN 10`, `VLANs 10 untagged and 20,30-39`.
  @Override
  public String toString() {
    if (tagged.isEmpty()) {
      return "VLAN " + untagged.orElseThrow();
    }
    return "VLANs "
        + untagged.map(id -> id + " untagged and ").orElse("")
        + taggedText().orElseThrow();
  }
}
