package io.libnetwork.linux;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Kernel parameters of a network namespace: the files under `/proc/sys/net`, see sysctl(8) and the
/// kernel's `ip-sysctl`.
///
/// Which namespace such a file belongs to is decided by the thread that opens it. So all files of a
/// call are opened in one visit of the [NamespaceThread].
///
/// A key begins with `net` and has the form `net/ipv4/ip_forward` or `net.ipv4.ip_forward`. As in
/// sysctl(8) the first separator decides: with slashes a dot is part of a name, with dots a slash
/// stands for a dot, so `net/ipv4/conf/eth0.5/forwarding` and `net.ipv4.conf.eth0/5.forwarding` are
/// the same.
public final class Sysctl {

  private Sysctl() {}

  /// A parameter and the value it is to have.
  ///
  /// @param key in the form with slashes
  /// @param required whether a parameter that does not exist is an error; otherwise it is left out
  public record Setting(String key, String value, boolean required) {

    /// @throws IllegalArgumentException when the key is malformed, or the value has several lines
    public Setting {
      key = normal(key);
      if (value.isEmpty()
          || value.chars().anyMatch(character -> character < ' ' && character != '\t')) {
        throw new IllegalArgumentException(
            "malformed value \"" + value.strip() + "\" of " + key + ": expected one line of text");
      }
    }

    /// Whether another parameter's file is in the same folder.
    private boolean besides(Setting other) {
      return SysctlFiles.folder(key).equals(SysctlFiles.folder(other.key));
    }

    /// A parameter that must exist.
    public static Setting required(String key, String value) {
      return new Setting(key, value, true);
    }

    /// A parameter that older kernels, or kernels without a feature, do not have.
    public static Setting ifPresent(String key, String value) {
      return new Setting(key, value, false);
    }
  }

  /// A parameter that was changed.
  ///
  /// @param key in the form with slashes
  public record Change(String key, String before, String after) {}

  /// Reads a parameter, without the line's end.
  ///
  /// @throws SystemCallException `ENOENT` when there is no such parameter
  /// @throws IllegalArgumentException when the key is malformed
  public static String read(NamespaceThread thread, NetworkNamespace namespace, String key) {
    String path = normal(key);
    return thread.call(namespace, () -> read(path, namespace.id()));
  }

  /// Reads a parameter that may not exist.
  public static Optional<String> find(
      NamespaceThread thread, NetworkNamespace namespace, String key) {
    String path = normal(key);
    return thread.call(namespace, () -> readIfPresent(path, namespace.id()));
  }

  /// Reads parameters that may not exist, in one visit.
  ///
  /// @return the values of those that do, by their keys in the form with slashes
  public static Map<String, String> findAll(
      NamespaceThread thread, NetworkNamespace namespace, Collection<String> keys) {
    List<String> paths = keys.stream().map(Sysctl::normal).toList();
    return thread.call(
        namespace,
        () -> {
          Map<String, String> values = new LinkedHashMap<>();
          for (String path : paths) {
            readIfPresent(path, namespace.id()).ifPresent(value -> values.put(path, value));
          }
          return values;
        });
  }

  /// Writes parameters in order, in one visit. What precedes one that is refused stays written.
  ///
  /// @throws SystemCallException `ENOENT` when a required parameter does not exist, `EINVAL` when
  ///   the kernel refuses a value
  public static void write(
      NamespaceThread thread, NetworkNamespace namespace, List<Setting> settings) {
    List<Setting> all = List.copyOf(settings);
    if (all.isEmpty()) {
      return;
    }
    thread.call(
        namespace,
        () -> {
          writeAll(all, namespace.id());
          return true;
        });
  }

  /// Writes parameters of the namespace that the calling thread is in: for a [NamespaceTask] that
  /// does more than this.
  ///
  /// @throws SystemCallException as [#write]
  public static void writeInside(List<Setting> settings) {
    writeAll(settings, NetworkNamespace.currentId());
  }

  private static void writeAll(List<Setting> settings, NamespaceId namespace) {
    try (SysctlFiles files = new SysctlFiles(namespace)) {
      for (int i = 0; i < settings.size(); i++) {
        Setting setting = settings.get(i);
        boolean more = i + 1 < settings.size() && setting.besides(settings.get(i + 1));
        write(setting, files, more);
      }
    }
  }

  /// Writes those parameters that have another value, in one visit.
  ///
  /// @return what was changed, in order, so that it can be recorded and changed back
  /// @throws SystemCallException as [#write]
  public static List<Change> writeIfDifferent(
      NamespaceThread thread, NetworkNamespace namespace, List<Setting> settings) {
    List<Setting> all = List.copyOf(settings);
    return thread.call(
        namespace,
        () -> {
          List<Change> changes = new ArrayList<>();
          for (Setting setting : all) {
            writeIfDifferent(setting, namespace.id()).ifPresent(changes::add);
          }
          return List.copyOf(changes);
        });
  }

  private static Optional<Change> writeIfDifferent(Setting setting, NamespaceId namespace) {
    try {
      String before = read(setting.key(), namespace);
      if (before.equals(setting.value())) {
        return Optional.empty();
      }
      write(setting, namespace);
      return Optional.of(new Change(setting.key(), before, setting.value()));
    } catch (SystemCallException refused) {
      if (setting.required()) {
        throw refused;
      }
      return ifAbsent(refused, Optional.empty());
    }
  }

  private static void write(Setting setting, NamespaceId namespace) {
    try (SysctlFiles files = new SysctlFiles(namespace)) {
      write(setting, files, false);
    }
  }

  private static void write(Setting setting, SysctlFiles files, boolean more) {
    try {
      files.write(setting.key(), setting.value(), more);
    } catch (SystemCallException refused) {
      if (setting.required()) {
        throw refused;
      }
      ifAbsent(refused, true);
    }
  }

  private static String read(String key, NamespaceId namespace) {
    try (SysctlFiles files = new SysctlFiles(namespace)) {
      return files.read(key);
    }
  }

  private static Optional<String> readIfPresent(String path, NamespaceId namespace) {
    try {
      return Optional.of(read(path, namespace));
    } catch (SystemCallException refused) {
      return ifAbsent(refused, Optional.empty());
    }
  }

  private static <T> T ifAbsent(SystemCallException refused, T answer) {
    if (refused.errno().equals(Errno.ENOENT)) {
      return answer;
    }
    throw refused;
  }

  /// The form with slashes, checked so that it cannot leave `/proc/sys/net`.
  private static String normal(String key) {
    int slash = key.indexOf('/');
    int dot = key.indexOf('.');
    boolean dotted = dot >= 0 && (slash < 0 || dot < slash);
    String path = dotted ? swapped(key) : key;
    List<String> parts = List.of(path.split("/", -1));
    if (parts.size() < 3
        || !parts.getFirst().equals("net")
        || !parts.stream().allMatch(Sysctl::part)) {
      throw new IllegalArgumentException(
          "malformed kernel parameter \""
              + key
              + "\": expected a form like net/ipv4/ip_forward or net.ipv4.ip_forward");
    }
    return path;
  }

  private static String swapped(String key) {
    StringBuilder path = new StringBuilder(key);
    for (int i = 0; i < path.length(); i++) {
      switch (path.charAt(i)) {
        case '.' -> path.setCharAt(i, '/');
        case '/' -> path.setCharAt(i, '.');
        default -> {}
      }
    }
    return path.toString();
  }

  private static boolean part(String part) {
    return !part.isEmpty()
        && !part.equals(".")
        && !part.equals("..")
        && part.chars()
            .noneMatch(character -> Character.isISOControl(character) || character == ' ');
  }
}
