package io.libnetwork.linux.relay;

/// What is done for one port, on the loops' threads.
sealed interface Service permits StreamService, DatagramService {

  /// Begins to take what arrives.
  void begin();

  /// Ends the port and all it has begun; nothing of it is left when this returns.
  void end();

  Tally tally();
}
