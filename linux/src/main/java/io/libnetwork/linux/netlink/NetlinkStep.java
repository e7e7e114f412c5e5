package io.libnetwork.linux.netlink;

import io.libnetwork.linux.trace.Span;
import java.util.List;
import java.util.Optional;

/// What is told of an exchange to who traces it.
final class NetlinkStep {

  /// Which family of netlink, as in `route`.
  static final String FAMILY = "libnetwork.netlink.family";

  /// How many bytes all sends had.
  static final String BYTES_SENT = "libnetwork.netlink.bytes_sent";

  private static final String MESSAGES = "libnetwork.netlink.messages";
  private static final String FIRST = "libnetwork.netlink.first_message";
  private static final String ERRNO = "libnetwork.netlink.errno";
  private static final String REFUSAL = "libnetwork.netlink.refusal";

  private NetlinkStep() {}

  /// How many requests there were, which was the first, and what the kernel refused first. That is
  /// no failure of the step: some questions are asked because the answer may be no.
  static void tell(Span span, List<Reply<?>> replies) {
    if (span.told()) {
      span.say(MESSAGES, replies.size());
      span.say(FIRST, replies.getFirst().request().description());
      replies.stream()
          .map(Reply::failure)
          .flatMap(Optional::stream)
          .findFirst()
          .ifPresent(refused -> {
            span.say(ERRNO, refused.errno().number());
            span.say(REFUSAL, String.valueOf(refused.getMessage()));
          });
    }
  }
}
