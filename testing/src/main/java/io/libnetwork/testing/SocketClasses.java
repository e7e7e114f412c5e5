package io.libnetwork.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;

/// The JDK's socket classes, which open a socket of their own for good when they are first used,
/// and must not be initialised inside another namespace.
final class SocketClasses {

  private SocketClasses() {}

  static void initialise() {
    try {
      SocketChannel.open().close();
    } catch (IOException failure) {
      throw new UncheckedIOException("this process can open no sockets", failure);
    }
  }
}
