package io.libnetwork.store.mvstore;

import io.libnetwork.NetworkException;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Fills a small file system with a store, makes room, goes on, and asks for the store when the
/// file system is read-only. Ends with an exception if anything is not as it should be.
final class FullDiskProgram {

  private FullDiskProgram() {}

  static void main(String[] args) throws IOException, InterruptedException {
    Path disk = Path.of(args[0]);
    Path ballast = Files.write(disk.resolve("ballast"), new byte[300_000]);
    Path folder = disk.resolve("store");
    List<Long> values = new ArrayList<>();
    try (StateStore store = new MvStoreProvider().open(folder, Schema.FIRST)) {
      fill(store, values);
      Numbered.requireAll(store, values, "a full disk");
      Files.delete(ballast);
      append(store, values);
      System.out.println("goes on with " + values.size() + " records");
    }
    try (StateStore store = new MvStoreProvider().open(folder, Schema.FIRST)) {
      Numbered.requireAll(store, values, "opened again");
    }
    int status =
        new ProcessBuilder("mount", "-o", "remount,ro", disk.toString())
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) {
      throw new IllegalStateException("mount ended with " + status);
    }
    try {
      new MvStoreProvider().open(folder, Schema.FIRST).close();
      throw new IllegalStateException("a store was opened on a read-only file system");
    } catch (NetworkException.Unavailable refused) {
      System.out.println(refused.getMessage());
    }
    System.out.println("done");
  }

  private static void fill(StateStore store, List<Long> values) {
    while (true) {
      try {
        append(store, values);
      } catch (NetworkException.Unavailable full) {
        System.out.println(full.getMessage());
        return;
      }
    }
  }

  private static void append(StateStore store, List<Long> values) {
    long value = values.size() * 7L;
    Numbered.append(store, values.size(), value);
    values.add(value);
  }
}
