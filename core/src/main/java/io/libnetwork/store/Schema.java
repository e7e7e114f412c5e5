package io.libnetwork.store;

import io.libnetwork.NetworkException;
import java.util.List;

/// Which contents a program writes, and how it reads those that earlier ones wrote.
///
/// A schema is a number that grows by one whenever the content of any kind of record changes its
/// meaning. Each record says in which it was written. One of an earlier schema is migrated, step by
/// step, when the store is opened, and is written in the program's own when the store next is; one
/// of a later schema is not understood, and the store stays closed.
///
/// @param steps from schema 1 to 2, from 2 to 3, and so on; the program's own schema is one more
///   than there are steps
public record Schema(List<Migration> steps) {

  /// The first schema, which has nothing to migrate.
  public static final Schema FIRST = new Schema(List.of());

  public Schema {
    steps = List.copyOf(steps);
  }

  /// The program's own schema.
  public int version() {
    return steps.size() + 1;
  }

  /// Says a record in the program's own schema. Its version stays.
  ///
  /// @throws NetworkException.Forbidden if its schema is later than the program's
  public StateRecord migrate(StateRecord stored) {
    requireKnown(stored.schema(), "record " + stored.key());
    Fields content = stored.content();
    for (Migration step : steps.subList(stored.schema() - 1, steps.size())) {
      content = step.migrate(stored.key(), content);
    }
    return new StateRecord(stored.key(), stored.version(), version(), content);
  }

  /// Refuses what a later program wrote.
  ///
  /// @param what has this schema, as `the store /var/lib/x`
  public void requireKnown(int found, String what) {
    if (found > version()) {
      throw new NetworkException.Forbidden(
          "%s is of schema %d, and this program knows schemas 1 to %d; use the program that wrote it, or a later one"
              .formatted(what, found, version()));
    }
  }
}
