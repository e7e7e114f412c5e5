package io.libnetwork.linux.netlink;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// One message to the kernel and how its answer is read.
///
/// A request is a value: it can be sent many times, by any socket of its family.
///
/// @param description what is asked, for an error's text, as in `add link veth3 (veth)`
/// @param type the family's message type
/// @param flags [NetlinkFlags] beyond `NLM_F_REQUEST` and `NLM_F_ACK`, which are always set
/// @param body writes what follows the header; called once for each send
/// @param decoder reads one message of the answer; empty for one that is not part of it
public record NetlinkRequest<T>(
    String description,
    int type,
    int flags,
    Consumer<MessageWriter> body,
    Function<NetlinkMessage, Optional<T>> decoder) {

  /// A request that is answered by an acknowledgement alone.
  public static NetlinkRequest<Void> command(
      String description, int type, int flags, Consumer<MessageWriter> body) {
    return new NetlinkRequest<>(description, type, flags, body, message -> Optional.empty());
  }

  /// The request's bytes as they would be sent with a sequence number.
  public byte[] encode(int sequence) {
    MessageWriter writer = new MessageWriter();
    write(writer, sequence, NetlinkFlags.NLM_F_ACK);
    return writer.toBytes();
  }

  void write(MessageWriter writer, int sequence, int moreFlags) {
    writer.begin(type, flags | NetlinkFlags.NLM_F_REQUEST | moreFlags);
    body.accept(writer);
    writer.end(sequence);
  }
}
