package io.libnetwork.cli.network;

import io.libnetwork.cli.session.Place;
import io.libnetwork.wire.DaemonAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `network ls` as it is usually typed, understood without the library that parses everything:
/// loading that takes longer than all the rest of the command.
///
/// What it does not know, mistakes included, is left to [NetworkLs], which has the same options; a
/// test compares the two.
///
/// @param address of the daemon
/// @param listing what is listed
public record QuickListing(DaemonAddress.Unix address, NetworkListing listing) {

  /// What was typed, if that is it.
  public static Optional<QuickListing> of(String... args) {
    boolean named =
        args.length >= 2
            && args[0].equals("network")
            && (args[1].equals("ls") || args[1].equals("list"));
    return named ? new Reader(args).read() : Optional.empty();
  }

  private static final class Reader {

    private final String[] args;
    private final List<String> filters = new ArrayList<>();
    private String format = "";
    private String host = "";
    private boolean quiet;
    private boolean noTrunc;
    private int at = 2;

    Reader(String[] args) {
      this.args = args;
    }

    Optional<QuickListing> read() {
      while (at < args.length) {
        if (!option(args[at])) {
          return Optional.empty();
        }
        at++;
      }
      try {
        return Place.of(host) instanceof DaemonAddress.Unix unix
            ? Optional.of(
                new QuickListing(unix, new NetworkListing(filters, format, quiet, noTrunc)))
            : Optional.empty();
      } catch (IllegalArgumentException noAddress) {
        return Optional.empty();
      }
    }

    private boolean option(String name) {
      switch (name) {
        case "-q", "--quiet" -> quiet = true;
        case "--no-trunc" -> noTrunc = true;
        case "-f", "--filter", "--format", "-H", "--host" -> {
          at++;
          return at < args.length && plain(args[at]) && value(name, args[at]);
        }
        default -> {
          int equals = name.indexOf('=');
          return equals > 0
              && name.startsWith("--")
              && plain(name.substring(equals + 1))
              && value(name.substring(0, equals), name.substring(equals + 1));
        }
      }
      return true;
    }

    /// What the library would take for something else, or take quotes from, is left to it.
    private static boolean plain(String value) {
      return !value.isEmpty() && value.charAt(0) != '-' && value.charAt(0) != '"';
    }

    private boolean value(String name, String value) {
      switch (name) {
        case "-f", "--filter" -> filters.add(value);
        case "--format" -> {
          boolean again = !format.isEmpty();
          format = value;
          return !again;
        }
        case "-H", "--host" -> {
          boolean again = !host.isEmpty();
          host = value;
          return !again;
        }
        default -> {
          return false;
        }
      }
      return true;
    }
  }
}
