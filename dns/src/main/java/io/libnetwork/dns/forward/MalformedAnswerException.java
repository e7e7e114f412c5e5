package io.libnetwork.dns.forward;

/// An answer that cannot be read, or says what it must not.
///
/// It has no stack trace: whoever sends such answers can send many.
final class MalformedAnswerException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String why;

  MalformedAnswerException(String why) {
    super(why, null, false, false);
    this.why = why;
  }

  String why() {
    return why;
  }
}
