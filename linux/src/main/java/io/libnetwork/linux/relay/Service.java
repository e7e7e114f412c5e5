package io.libnetwork.linux.relay;

/// What is done for one port, on the loops' threads.
sealed interface Service permits StreamService, DatagramService {

  /// The loop that has its port.
  RelayLoop loop();

  /// Begins to take what arrives. Called on [#loop].
  void begin();

  /// Takes nothing any more, and gives the port back. Called on [#loop].
  void abandon();

  /// Ends what it has begun on a loop. Called there, on every loop, after [#abandon]; then nothing
  /// of it is left.
  void clear(RelayLoop here);

  /// Whether what arrives is taken. Safe from every thread.
  boolean serving();

  /// Takes what arrives again, where somebody else has ended that. Called on [#loop].
  ///
  /// @throws io.libnetwork.linux.SystemCallException when the kernel refuses
  /// @throws IllegalStateException when it was [abandoned][#abandon]
  void serveAgain();

  Tally tally();
}
