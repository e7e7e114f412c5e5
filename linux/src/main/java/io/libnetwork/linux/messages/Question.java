package io.libnetwork.linux.messages;

/// A message that somebody waits for the answer of. For the loop's thread.
public interface Question {

  /// What was asked, which is the caller's to keep and to change.
  byte[] message();

  /// Whether it came over a connection, so that its answer may have any size up to 65,535 bytes.
  boolean connected();

  /// Answers, at once or later. Whom it does not reach any more does not matter; a second answer is
  /// none.
  ///
  /// A connection has a bounded number of messages that wait. One that is to have no answer is
  /// answered with no bytes: nothing is sent then.
  ///
  /// @param length how many of the array's bytes are the answer
  void answer(byte[] answer, int length);
}
