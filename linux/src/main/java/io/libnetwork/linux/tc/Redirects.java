package io.libnetwork.linux.tc;

import static io.libnetwork.linux.tc.TcConstants.TCA_ACT_KIND;
import static io.libnetwork.linux.tc.TcConstants.TCA_ACT_OPTIONS;
import static io.libnetwork.linux.tc.TcConstants.TCA_EGRESS_REDIR;
import static io.libnetwork.linux.tc.TcConstants.TCA_KIND;
import static io.libnetwork.linux.tc.TcConstants.TCA_MIRRED_PARMS;
import static io.libnetwork.linux.tc.TcConstants.TCA_OPTIONS;
import static io.libnetwork.linux.tc.TcConstants.TCA_U32_ACT;
import static io.libnetwork.linux.tc.TcConstants.TCA_U32_SEL;
import static io.libnetwork.linux.tc.TcConstants.TC_ACT_STOLEN;
import static io.libnetwork.linux.tc.TcConstants.TC_U32_TERMINAL;

import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.MessageWriter;
import io.libnetwork.linux.rtnetlink.Ifindex;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Writes and reads the options of a [RedirectAll]: `struct tc_u32_sel` with one key that every
/// packet matches, and one action, `struct tc_mirred`.
final class Redirects {

  private static final String KIND = "mirred";

  /// The first of a filter's actions, which are numbered from 1.
  private static final int FIRST_ACTION = 1;

  private static final int KEYS_OFFSET = 2;
  private static final int MASK_OFFSET = 16;
  private static final int DIRECTION_OFFSET = 20;
  private static final int LINK_OFFSET = 24;
  private static final int KEY_SIZE = 16;

  private Redirects() {}

  static void write(MessageWriter writer, RedirectAll redirect) {
    writer.attribute(TCA_KIND, redirect.text());
    writer.nestUnflagged(
        TCA_OPTIONS,
        () -> {
          writer.nestUnflagged(
              TCA_U32_ACT,
              () -> writer.nestUnflagged(FIRST_ACTION, () -> writeAction(writer, redirect)));
          writer.attribute(TCA_U32_SEL, selector());
        });
  }

  /// Reads a filter's options.
  ///
  /// @return empty where it is for some packets only, or does something else with them
  static Optional<FilterKind> read(Attributes options) {
    boolean all = false;
    Optional<FilterKind> kind = Optional.empty();
    while (options.next()) {
      switch (options.type()) {
        case TCA_U32_SEL -> all = matchesAll(options.value());
        case TCA_U32_ACT -> kind = readActions(options.nested());
        default -> {}
      }
    }
    return all ? kind : Optional.empty();
  }

  private static void writeAction(MessageWriter writer, RedirectAll redirect) {
    writer.attribute(TCA_ACT_KIND, KIND);
    writer.nest(
        TCA_ACT_OPTIONS,
        () ->
            writer.nestUnflagged(
                TCA_MIRRED_PARMS,
                () ->
                    writer
                        .putInt(0)
                        .putInt(0)
                        .putInt(TC_ACT_STOLEN)
                        .putInt(0)
                        .putInt(0)
                        .putInt(TCA_EGRESS_REDIR)
                        .putInt(redirect.to().value())));
  }

  /// One key whose mask is zero.
  private static byte[] selector() {
    byte[] bytes = new byte[MASK_OFFSET + KEY_SIZE];
    bytes[0] = TC_U32_TERMINAL;
    bytes[KEYS_OFFSET] = 1;
    return bytes;
  }

  private static boolean matchesAll(ByteBuffer selector) {
    int keys = Byte.toUnsignedInt(selector.get(KEYS_OFFSET));
    for (int key = 0; key < keys; key++) {
      if (selector.getInt(MASK_OFFSET + key * KEY_SIZE) != 0) {
        return false;
      }
    }
    return true;
  }

  /// A redirection ends a packet's way, so what follows it is never done.
  private static Optional<FilterKind> readActions(Attributes actions) {
    return actions.next() ? readAction(actions.nested()) : Optional.empty();
  }

  private static Optional<FilterKind> readAction(Attributes action) {
    String kind = "";
    Optional<FilterKind> redirect = Optional.empty();
    while (action.next()) {
      switch (action.type()) {
        case TCA_ACT_KIND -> kind = action.text();
        case TCA_ACT_OPTIONS -> redirect = readOptions(action.nested());
        default -> {}
      }
    }
    return kind.equals(KIND) ? redirect : Optional.empty();
  }

  /// The link's number is 0 once it is gone.
  private static Optional<FilterKind> readOptions(Attributes options) {
    while (options.next()) {
      if (options.type() == TCA_MIRRED_PARMS) {
        int link = options.value().getInt(LINK_OFFSET);
        boolean out = options.value().getInt(DIRECTION_OFFSET) == TCA_EGRESS_REDIR;
        return out && link > 0 ? Optional.of(new RedirectAll(new Ifindex(link))) : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
