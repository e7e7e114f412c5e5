package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;
import java.util.Optional;

/// The member by which an answer tells of a failure: a text, and not empty.
public enum ErrorMember {
  /// Of network drivers, of the handshake, and of every answer whose status is not 200.
  ERR("Err"),
  /// Of IPAM drivers.
  ERROR("Error");

  private final String member;

  ErrorMember(String member) {
    this.member = member;
  }

  /// The member's name.
  public String member() {
    return member;
  }

  /// The failure that an answer tells of. Whichever of the two members is there is taken: plugins
  /// mix them up.
  public static Optional<String> in(JsonObject answer) {
    for (ErrorMember each : values()) {
      String text = new Members("answer", answer).text(each.member);
      if (!text.isEmpty()) {
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }

  /// An answer that tells of a failure.
  ///
  /// @param message what failed; not empty
  public JsonObject answer(String message) {
    if (message.isEmpty()) {
      throw new IllegalArgumentException("a failure without a message is no failure to a caller");
    }
    return JsonObject.EMPTY.with(member, message);
  }
}
