package io.libnetwork.linux.messages;

/// Who waits for what another server says. Called on the loop's thread.
public interface Replies {

  /// A message has come from there.
  ///
  /// @param message the caller's to keep and to change
  /// @return whether that was the answer; otherwise others are waited for
  boolean received(byte[] message);

  /// Nothing more will come.
  ///
  /// @param why in words
  void failed(String why);
}
