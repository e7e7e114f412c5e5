package io.libnetwork.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// One request, as a [Handler] sees it.
///
/// @param id of the request, as it stands in logs and in the header `X-Request-Id` of the answer
/// @param method as in `GET`
/// @param path without its query, as it was sent, as in `/networks/shop`
/// @param places what stands at the named places of the route's pattern, percent signs decoded, as
///   `id` is in `/networks/{id}`
/// @param query what is asked behind the question mark
/// @param headers by their names in lower case; of several with one name the first
/// @param body of the request, read when it is asked for
public record Call(
    String id,
    String method,
    String path,
    Map<String, String> places,
    Query query,
    Map<String, String> headers,
    RequestBody body) {

  public Call {
    places = Map.copyOf(places);
    headers = Map.copyOf(headers);
  }

  /// The text at a named place of the pattern.
  public String place(String name) {
    String text = places.get(name);
    if (text == null) {
      throw new IllegalArgumentException("the route of " + path + " names no place " + name);
    }
    return text;
  }

  /// A header's value.
  ///
  /// @param name in lower case
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// The same with these places, besides those that are known.
  public Call with(Map<String, String> found) {
    Map<String, String> all = new HashMap<>(places);
    all.putAll(found);
    return new Call(id, method, path, all, query, headers, body);
  }

  /// The same at another path.
  public Call at(String otherPath) {
    return new Call(id, method, otherPath, places, query, headers, body);
  }
}
