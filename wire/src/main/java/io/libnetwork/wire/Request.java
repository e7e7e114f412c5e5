package io.libnetwork.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is asked of an [Api].
///
/// @param method as in `GET`
/// @param target the path and what is asked behind the question mark, encoded
/// @param type of the body; empty without one
/// @param body empty for none
/// @param headers others than those that every request has
public record Request(
    String method, String target, String type, String body, Map<String, String> headers) {

  public Request {
    if (target.isEmpty() || target.charAt(0) != '/' || !printable(target)) {
      throw new IllegalArgumentException(
          "invalid target '%s': expected an encoded path".formatted(target));
    }
    headers = Map.copyOf(headers);
    headers.forEach(Request::requireHeader);
  }

  /// Asks to read.
  public static Request get(String target) {
    return new Request("GET", target, "", "", Map.of());
  }

  /// Asks to remove.
  public static Request delete(String target) {
    return new Request("DELETE", target, "", "", Map.of());
  }

  /// Hands over without a body.
  public static Request post(String target) {
    return new Request("POST", target, "", "", Map.of());
  }

  /// Hands over a value.
  public static Request post(String target, JsonValue body) {
    return new Request("POST", target, "application/json", body.toString(), Map.of());
  }

  /// Puts a value in the place of what is there.
  public static Request put(String target, JsonValue body) {
    return new Request("PUT", target, "application/json", body.toString(), Map.of());
  }

  /// The same with one more header.
  public Request with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Request(method, target, type, body, more);
  }

  /// A path of these segments, each encoded, so that a slash in one does not lead elsewhere.
  public static String path(String... segments) {
    StringBuilder path = new StringBuilder();
    for (String segment : segments) {
      path.append('/').append(encode(segment));
    }
    return path.toString();
  }

  /// Something to put behind a question mark, or behind what is there already: encoded.
  ///
  /// @param target without a query or with one
  public static String query(String target, String name, String value) {
    char before = target.indexOf('?') < 0 ? '?' : '&';
    return target + before + encode(name) + "=" + encode(value);
  }

  /// Docker's filters: the values of each name, as the Engine API takes them in one parameter.
  ///
  /// @param filters each as in `driver=bridge`
  /// @throws IllegalArgumentException if one has no `=`
  public static String filtered(String target, Collection<String> filters) {
    if (filters.isEmpty()) {
      return target;
    }
    Map<String, JsonValue> members = new LinkedHashMap<>();
    Map<String, List<JsonValue>> values = new LinkedHashMap<>();
    for (String filter : filters) {
      int equals = filter.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException(
            "invalid filter '%s': expected NAME=VALUE".formatted(filter));
      }
      String name = filter.substring(0, equals).strip().toLowerCase(java.util.Locale.ROOT);
      @Nullable List<JsonValue> all = values.get(name);
      if (all == null) {
        all = new ArrayList<>();
        values.put(name, all);
      }
      all.add(JsonValue.of(filter.substring(equals + 1).strip()));
    }
    for (Map.Entry<String, List<JsonValue>> each : values.entrySet()) {
      members.put(each.getKey(), new JsonArray(each.getValue()));
    }
    return query(target, "filters", new JsonObject(members).toString());
  }

  /// As RFC 3986 has it: `URLEncoder` writes a space as a plus sign, which in a path is one.
  private static String encode(String text) {
    if (text.equals(".") || text.equals("..")) {
      return text.replace(".", "%2E");
    }
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void requireHeader(String name, String value) {
    if (name.isEmpty()
        || !printable(name)
        || value.indexOf('\r') >= 0
        || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("invalid header '%s: %s'".formatted(name, value));
    }
  }

  /// Nothing that would end a line of a request.
  private static boolean printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }
}
