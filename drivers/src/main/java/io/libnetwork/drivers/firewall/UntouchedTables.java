package io.libnetwork.drivers.firewall;

import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.nftables.Table;
import io.libnetwork.linux.nftables.TableShape;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Our tables as this kernel has them when nobody else has touched them. How it keeps a rule is its
/// own business, so they are made once for each process, in a namespace made for that.
final class UntouchedTables {

  private static @Nullable Map<Table, TableShape> known;

  private UntouchedTables() {}

  /// What each table looks like.
  static synchronized Map<Table, TableShape> of(NamespaceThread thread) {
    Map<Table, TableShape> shapes = known;
    if (shapes == null) {
      shapes = make(thread);
      known = shapes;
    }
    return shapes;
  }

  private static Map<Table, TableShape> make(NamespaceThread thread) {
    Nftables.prepare();
    Map<Table, TableShape> shapes = new HashMap<>();
    try (NetworkNamespace scratch = thread.create();
        Nftables nftables = thread.call(scratch, Nftables::open)) {
      nftables.apply(Tables.SKELETON);
      for (Table table : Tables.ALL) {
        shapes.put(table, nftables.shape(table).orElseThrow());
      }
    }
    return Map.copyOf(shapes);
  }
}
