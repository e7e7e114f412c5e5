package io.libnetwork.store.mvstore;

import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.StateStore;

/// The store in memory keeps the contract.
class MemoryStoreTest implements StateStoreContract {

  private final StateStore store = new MemoryStore();

  @Override
  public StateStore store() {
    return store;
  }
}
