package io.libnetwork.linux.nftables;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.MessageWriter;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.NetlinkFlags;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.netlink.NetlinkSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads the elements of a set or map by one dump, as the bytes that [ElementMessages] writes.
final class ElementReader {

  private static final byte[] NOTHING = {};

  private ElementReader() {}

  /// An element as the kernel has it.
  private static final class Kept {

    private final byte[] first;
    private final byte[] last;
    private final byte[] data;

    /// @param last as `first` where it is no range
    /// @param data empty in a set, and where it is a verdict
    Kept(byte[] first, byte[] last, byte[] data) {
      this.first = first;
      this.last = last;
      this.data = data;
    }

    static Kept of(Element element) {
      return new Kept(
          ElementBytes.first(element.key()),
          ElementBytes.last(element.key()),
          element.data().isEmpty() || element.data().getFirst() instanceof Verdict
              ? NOTHING
              : ElementBytes.first(element.data()));
    }

    /// Whether all that another stands for is looked up here, and finds the same.
    ///
    /// @param widths how many bytes the parts of a key have
    boolean covers(Kept other, List<Integer> widths) {
      int from = 0;
      for (int width : widths) {
        int to = from + width;
        if (Arrays.compareUnsigned(first, from, to, other.first, from, to) > 0
            || Arrays.compareUnsigned(last, from, to, other.last, from, to) < 0) {
          return false;
        }
        from = to;
      }
      return Arrays.equals(data, other.data);
    }
  }

  /// Those of a set's elements that the kernel has not, or has with other data. What is there
  /// besides is not asked about. Of two ranges, one in the other, kernels leave one out where both
  /// mean the same.
  static List<Element> lacking(
      NetlinkSocket socket, Definition definition, Collection<Element> wanted) {
    List<Kept> there;
    try {
      there = list(socket, definition.table(), definition.name());
    } catch (NetlinkException refused) {
      if (refused.errno().equals(Errno.ENOENT)) {
        return List.copyOf(wanted);
      }
      throw refused;
    }
    Map<ByteBuffer, Kept> byKey = new HashMap<>(there.size() * 2);
    there.forEach(kept -> byKey.put(ByteBuffer.wrap(kept.first), kept));
    return wanted.stream().filter(element -> !has(element, byKey, there)).toList();
  }

  private static boolean has(Element element, Map<ByteBuffer, Kept> byKey, List<Kept> there) {
    Kept wanted = Kept.of(element);
    Kept same = byKey.get(ByteBuffer.wrap(wanted.first));
    if (same != null
        && Arrays.equals(same.last, wanted.last)
        && Arrays.equals(same.data, wanted.data)) {
      return true;
    }
    if (!element.definition().interval()) {
      return false;
    }
    List<Integer> widths = ElementBytes.widths(element.key());
    return there.stream().anyMatch(kept -> kept.covers(wanted, widths));
  }

  /// All elements as a text that is equal for equal ones.
  static String text(NetlinkSocket socket, Table table, String set) {
    HexFormat hex = HexFormat.of();
    return list(socket, table, set).stream()
        .map(kept -> hex.formatHex(kept.first) + "-" + hex.formatHex(kept.last))
        .sorted()
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static List<Kept> list(NetlinkSocket socket, Table table, String set) {
    List<Kept> all = new ArrayList<>();
    socket
        .dump(
            new NetlinkRequest<>(
                "list the elements of " + table + " " + set,
                RulesetMessages.NFNL_SUBSYS_NFTABLES << Byte.SIZE
                    | RulesetMessages.NFT_MSG_GETSETELEM,
                NetlinkFlags.NLM_F_DUMP,
                writer -> body(writer, table, set),
                ElementReader::elements))
        .forEach(all::addAll);
    return all;
  }

  private static void body(MessageWriter writer, Table table, String set) {
    writer.putByte(table.family().number()).putByte(0).putShort(0);
    writer.attribute(RulesetMessages.NFTA_TABLE, table.name());
    writer.attribute(RulesetMessages.NFTA_NAME, set);
  }

  private static Optional<List<Kept>> elements(NetlinkMessage message) {
    List<Kept> kept = new ArrayList<>();
    Attributes attributes = message.attributes(RulesetMessages.NFGENMSG_SIZE);
    while (attributes.next()) {
      if (attributes.type() == RulesetMessages.NFTA_SET_ELEM_LIST_ELEMENTS) {
        Attributes elements = attributes.nested();
        while (elements.next()) {
          element(elements.nested()).ifPresent(kept::add);
        }
      }
    }
    return Optional.of(kept);
  }

  /// The one that stands for all others has no key, and is none of ours.
  private static Optional<Kept> element(Attributes element) {
    Optional<byte[]> key = Optional.empty();
    Optional<byte[]> last = Optional.empty();
    Optional<byte[]> data = Optional.empty();
    while (element.next()) {
      switch (element.type()) {
        case RulesetMessages.NFTA_SET_ELEM_KEY -> key = value(element.nested());
        case RulesetMessages.NFTA_SET_ELEM_KEY_END -> last = value(element.nested());
        case RulesetMessages.NFTA_SET_ELEM_DATA -> data = value(element.nested());
        default -> {}
      }
    }
    if (key.isEmpty()) {
      return Optional.empty();
    }
    byte[] first = key.get();
    return Optional.of(new Kept(first, last.orElse(first), data.orElse(NOTHING)));
  }

  private static Optional<byte[]> value(Attributes data) {
    while (data.next()) {
      if (data.type() == RulesetMessages.NFTA_DATA_VALUE) {
        return Optional.of(data.bytes());
      }
    }
    return Optional.empty();
  }
}
