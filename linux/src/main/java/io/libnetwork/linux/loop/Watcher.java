package io.libnetwork.linux.loop;

/// Who is told when something can be done with a descriptor of his. Told once for each change, not
/// for as long as it lasts.
public interface Watcher {

  /// Does what can be done now.
  ///
  /// @param descriptor which of his
  /// @param events `EPOLL*` of [io.libnetwork.linux.foreign.Epoll], joined
  void ready(int descriptor, int events);

  /// Ends, because [#ready] failed.
  void abandon();
}
