package io.libnetwork.linux.trace;

/// An operation or a step of it, from when it begins until it is closed.
///
/// Whoever makes spans sees to it that no method throws, and that none waits for anybody: they are
/// called in the midst of operations. A span is used by one thread at a time.
public interface Span extends AutoCloseable {

  /// One of which nobody is told.
  Span NONE = new Span() {};

  /// Whether somebody is told, so that it is worth while to find out what to say.
  default boolean told() {
    return false;
  }

  /// Says something about it.
  ///
  /// @param name a name that does not depend on the value, as in `libnetwork.netlink.family`
  default void say(String name, String value) {}

  /// As [#say(String, String)].
  default void say(String name, long value) {}

  /// Says that it failed.
  ///
  /// @param kind of few, as in `Conflict` or `EEXIST`
  /// @param text for people; empty where there is none
  default void fail(String kind, String text) {}

  /// Says that it is over. Called once.
  @Override
  default void close() {}
}
