package io.libnetwork.http.v1;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.http.Call;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what a request says. What it cannot read is a [NetworkException.InvalidParameter] that
/// names the value.
final class Values {

  private Values() {}

  /// A value that must be there.
  ///
  /// @param name as the request has it
  static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new NetworkException.InvalidParameter(
          "no '%s' in the request: it must be there".formatted(name));
    }
    return value;
  }

  /// A list, empty where it is missing.
  static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  /// A text as a value.
  ///
  /// @param what it is, as in `gateway`
  /// @param parse throws `IllegalArgumentException`, with the text in its message
  static <T> T parse(String what, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException malformed) {
      throw new NetworkException.InvalidParameter(
          "invalid %s: %s".formatted(what, malformed.getMessage()), malformed);
    }
  }

  /// As [#parse], of a text that may be missing.
  static <T> Optional<T> find(String what, @Nullable String text, Function<String, T> parse) {
    return Optional.ofNullable(text).map(given -> parse(what, given, parse));
  }

  /// Texts as values.
  static <T> List<T> each(String what, @Nullable List<String> texts, Function<String, T> parse) {
    return list(texts).stream().map(text -> parse(what, text, parse)).toList();
  }

  static IpAddress address(String what, String text) {
    return parse(what, text, IpAddress::parse);
  }

  static Port port(String what, int number) {
    try {
      return new Port(number);
    } catch (IllegalArgumentException outside) {
      throw new NetworkException.InvalidParameter(
          "invalid %s %d: expected 1 to 65535".formatted(what, number), outside);
    }
  }

  /// `ipv4` or `ipv6`.
  static IpFamily family(String text) {
    return switch (text) {
      case "ipv4" -> IpFamily.V4;
      case "ipv6" -> IpFamily.V6;
      default ->
          throw new NetworkException.InvalidParameter(
              "invalid family '%s': expected ipv4 or ipv6".formatted(text));
    };
  }

  /// A time as ISO 8601 writes it.
  static Duration duration(String what, String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException malformed) {
      throw new NetworkException.InvalidParameter(
          "invalid %s '%s': expected a duration of ISO 8601, as in PT30S".formatted(what, text),
          malformed);
    }
  }

  /// Whether a parameter behind the question mark is `true`; it is `false` where it is missing.
  static boolean flag(Call call, String name) {
    Optional<String> text = single(call, name);
    return switch (text.orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new NetworkException.InvalidParameter(
              "invalid %s '%s': expected true or false".formatted(name, text.orElse("")));
    };
  }

  /// A parameter behind the question mark that is there once.
  static Optional<String> single(Call call, String name) {
    List<String> values = all(call, name);
    if (values.size() > 1) {
      throw new NetworkException.InvalidParameter(
          "parameter %s is there more than once: %s".formatted(name, values));
    }
    return values.stream().findFirst();
  }

  /// All values of a parameter behind the question mark.
  static List<String> all(Call call, String name) {
    return call.query().values().getOrDefault(name, List.of());
  }
}
