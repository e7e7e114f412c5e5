package io.libnetwork.dns.forward;

/// Who waits for the answer to a message. While it is told something, other exchanges may be begun
/// and cancelled, never the one it is told of.
public interface Receiver {

  /// A message came from where the question went.
  ///
  /// @param message without the length that TCP puts before it
  /// @return whether this was the answer, and nothing more is to be told. Otherwise it is to be
  ///   listened on: anybody may have sent this one.
  boolean received(byte[] message);

  /// No answer will come: the server's port is closed, it cannot be reached, or it ended the
  /// connection. Nothing is told after that.
  void failed(String why);
}
