package io.libnetwork.store;

import io.libnetwork.NetworkException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// Who opens stores of one kind in a folder. Found by [ServiceLoader], so that a store's module is
/// there only where one is wanted.
public interface StateStoreProvider {

  /// The name by which it is asked for, as `mvstore`.
  String name();

  /// Opens the store in a folder, which is made if need be.
  ///
  /// @throws NetworkException.Conflict if another process, or another store of this one, has it
  /// @throws NetworkException.Forbidden if it was written in a later schema, or the process may not
  ///   read and write there
  /// @throws NetworkException.Unavailable if the file system cannot be written to
  /// @throws NetworkException.System if the store is damaged and has no whole commit, or cannot be
  ///   read
  StateStore open(Path folder, Schema schema);

  /// Reads what is on disk in a folder, and neither writes nor keeps anybody from it: another
  /// process may have the store, and go on.
  ///
  /// @return empty where the folder has no store, or there is no such folder
  /// @throws NetworkException as [#open] does, but for [NetworkException.Conflict]
  Optional<StoredState> read(Path folder, Schema schema);

  /// Deletes the store in a folder, whatever state it is in: damaged files that were kept go with
  /// it, and the folder if nothing else is in it. One that is not there is a success.
  ///
  /// @throws NetworkException.Conflict if another process, or this one, has it
  /// @throws NetworkException.Forbidden if the process may not write there
  void delete(Path folder);

  /// The provider of this name.
  ///
  /// @throws NetworkException.NotImplemented if none is on the module path
  static StateStoreProvider named(String name) {
    List<StateStoreProvider> found =
        ServiceLoader.load(StateStoreProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    return found.stream()
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new NetworkException.NotImplemented(
                "there is no store '%s', only %s; mvstore is in the module libnetwork-store"
                    .formatted(name, found.stream().map(StateStoreProvider::name).toList())));
  }
}
