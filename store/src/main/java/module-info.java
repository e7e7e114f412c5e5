/// State that survives a restart: a store in a file of H2's MVStore, and its text in JSON.
@org.jspecify.annotations.NullMarked
module io.libnetwork.store.mvstore {
  requires com.h2database.mvstore;
  requires transitive io.libnetwork;
  requires org.jspecify;
  requires org.slf4j;
  requires tools.jackson.core;

  exports io.libnetwork.store.mvstore;

  provides io.libnetwork.store.StateStoreProvider with
      io.libnetwork.store.mvstore.MvStoreProvider;
}
