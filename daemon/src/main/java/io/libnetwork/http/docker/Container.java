package io.libnetwork.http.docker;

import io.libnetwork.NetworkException;
import java.util.concurrent.locks.ReentrantLock;

/// A container of Docker's API. What is done to it is done under its lock; who only looks takes
/// none.
final class Container {

  final ReentrantLock lock = new ReentrantLock();

  private volatile ContainerRecord record;
  private volatile boolean removed;

  Container(ContainerRecord record) {
    this.record = record;
  }

  ContainerRecord record() {
    return record;
  }

  String id() {
    return record.id();
  }

  String name() {
    return record.name();
  }

  void become(ContainerRecord next) {
    record = next;
  }

  void removed() {
    removed = true;
  }

  void requireThere() {
    if (removed) {
      throw Containers.notFound(record.name());
    }
  }

  /// @throws NetworkException.Conflict if it shares another's network, or the host's
  void requireOwnNetworks(String what) {
    String mode = record.networkMode();
    if (mode.startsWith("container:")) {
      throw new NetworkException.InvalidParameter(
          "%s: container %s shares the network of %s"
              .formatted(what, name(), mode.substring("container:".length())));
    }
  }
}
