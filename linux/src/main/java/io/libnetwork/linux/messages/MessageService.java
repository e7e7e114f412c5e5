package io.libnetwork.linux.messages;

/// Who answers what arrives at [MessageSockets].
@FunctionalInterface
public interface MessageService {

  /// Does with a message what can be done without waiting. Called on the loop's thread.
  void asked(Question question);
}
