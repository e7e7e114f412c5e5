package io.libnetwork.daemon;

import io.libnetwork.NetworkException;
import io.libnetwork.wire.JsonArray;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was said of a daemon, and where: a file, flags, the environment, of which the later counts
/// more. What is wrong is told all at once.
final class Settings {

  /// Where the file is if nobody says another; it need not be there.
  static final Path DEFAULT_FILE = Path.of("/etc/libnetwork/daemon.json");

  static final String CONFIG_FLAG = "--config";
  static final String CONFIG_VARIABLE = "LIBNETWORK_CONFIG";

  /// @param origin where it was said, as in `log.level in /etc/libnetwork/daemon.json`
  record Given(String text, String origin) {}

  private final Map<Setting, Given> given = new EnumMap<>(Setting.class);
  private final List<String> problems = new ArrayList<>();

  private Settings() {}

  /// Gathers all that is said.
  ///
  /// @param arguments behind the command
  /// @param environment as of the process
  static Settings gather(List<String> arguments, Map<String, String> environment) {
    Settings settings = new Settings();
    Map<String, String> flags = settings.flags(arguments);
    settings.file(flags, environment);
    flags.forEach((flag, text) ->
        Setting.ofFlag(flag)
            .ifPresent(setting -> settings.given.put(setting, new Given(text, flag))));
    for (Setting setting : Setting.values()) {
      String text = environment.get(setting.variable());
      if (text != null) {
        settings.given.put(setting, new Given(text, setting.variable()));
      }
    }
    return settings;
  }

  /// What was said of a setting, unless it is empty.
  Optional<Given> find(Setting setting) {
    return Optional.ofNullable(given.get(setting)).filter(one -> !one.text().isEmpty());
  }

  void wrong(String problem) {
    problems.add(problem);
  }

  /// @throws NetworkException.InvalidParameter if anything is wrong, with all that is
  void requireRight() {
    if (!problems.isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "the configuration is not valid:\n  " + String.join("\n  ", problems));
    }
  }

  private Map<String, String> flags(List<String> arguments) {
    Map<String, String> flags = new java.util.LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      String flag = equals < 0 ? argument : argument.substring(0, equals);
      if (!flag.equals(CONFIG_FLAG) && Setting.ofFlag(flag).isEmpty()) {
        wrong("%s: there is no such flag, see `libnetwork daemon --help`".formatted(flag));
      } else if (equals >= 0) {
        put(flags, flag, argument.substring(equals + 1));
      } else if (i + 1 < arguments.size()) {
        i++;
        put(flags, flag, arguments.get(i));
      } else {
        wrong("%s: a value is missing behind it".formatted(flag));
      }
    }
    return flags;
  }

  /// Where to listen may be said several times.
  private static void put(Map<String, String> flags, String flag, String text) {
    flags.merge(
        flag,
        text,
        (before, more) -> flag.equals(Setting.HOSTS.flag()) ? before + "," + more : more);
  }

  private void file(Map<String, String> flags, Map<String, String> environment) {
    Optional<String> named =
        Optional.ofNullable(environment.get(CONFIG_VARIABLE))
            .or(() -> Optional.ofNullable(flags.get(CONFIG_FLAG)));
    Path file = named.map(Path::of).orElse(DEFAULT_FILE);
    try {
      if (JsonValue.parse(Files.readAllBytes(file)) instanceof JsonObject said) {
        read("", said, file);
      } else {
        wrong("%s: expected an object of settings".formatted(file));
      }
    } catch (NoSuchFileException missing) {
      if (named.isPresent()) {
        wrong("%s: there is no such file".formatted(file));
      }
    } catch (IOException unreadable) {
      wrong("%s cannot be read: %s".formatted(file, unreadable));
    } catch (MalformedJsonException malformed) {
      wrong("%s: %s".formatted(file, malformed.getMessage()));
    }
  }

  private void read(String above, JsonObject values, Path file) {
    values
        .members()
        .forEach((name, value) -> {
          String path = above.isEmpty() ? name : above + "." + name;
          Optional<Setting> setting = Setting.ofPath(path);
          if (setting.isPresent()) {
            text(path, value, file)
                .ifPresent(text -> given.put(setting.get(), new Given(text, path + " in " + file)));
          } else if (value instanceof JsonObject inside && isAbove(path)) {
            read(path, inside, file);
          } else {
            wrong("%s in %s: there is no such setting".formatted(path, file));
          }
        });
  }

  private static boolean isAbove(String path) {
    for (Setting setting : Setting.values()) {
      if (setting.path().startsWith(path + ".")) {
        return true;
      }
    }
    return false;
  }

  private Optional<String> text(String path, JsonValue value, Path file) {
    Optional<String> text =
        switch (value) {
          case JsonValue.Text one -> one.text();
          case JsonValue.Number number -> Optional.of(number.digits());
          case JsonArray list -> texts(list);
          case JsonObject _, JsonValue.Truth _, JsonValue.Null _ -> Optional.empty();
        };
    if (text.isEmpty()) {
      wrong(
          "%s in %s: '%s' is neither a text, a number nor a list of texts"
              .formatted(path, file, value));
    }
    return text;
  }

  /// The texts of a list, with commas between; nothing where it has something else.
  private static Optional<String> texts(JsonArray list) {
    List<String> texts = list.items().stream().flatMap(item -> item.text().stream()).toList();
    return texts.size() == list.items().size()
        ? Optional.of(String.join(",", texts))
        : Optional.empty();
  }
}
