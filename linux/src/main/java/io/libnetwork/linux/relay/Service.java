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

  Tally tally();
}
