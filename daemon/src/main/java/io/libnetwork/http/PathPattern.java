package io.libnetwork.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A path in which some segments stand for any text.
///
/// @param segments between the slashes; one in braces stands for any one segment, and one that also
///   ends in three dots, at the end, for all that follows
record PathPattern(List<String> segments) {

  private static final Pattern SLASH = Pattern.compile("/");

  PathPattern {
    segments = List.copyOf(segments);
  }

  static PathPattern parse(String pattern) {
    if (!pattern.startsWith("/")) {
      throw new IllegalArgumentException("the pattern " + pattern + " does not begin with a slash");
    }
    return new PathPattern(split(pattern));
  }

  /// A slash at the end of a path means nothing.
  private static List<String> split(String path) {
    List<String> parts = new ArrayList<>(List.of(SLASH.split(path.substring(1), -1)));
    if (parts.size() > 1 && parts.getLast().isEmpty()) {
      parts.removeLast();
    }
    return parts;
  }

  /// What stands at the named places, percent signs decoded, where the path fits. A slash that is
  /// written with a percent sign is part of a segment.
  ///
  /// @param path as it was sent
  Optional<Map<String, String>> match(String path) {
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    List<String> parts = split(path);
    Map<String, String> places = new LinkedHashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (segment.endsWith("...}")) {
        places.put(segment.substring(1, segment.length() - 4), rest(parts, i));
        return i < parts.size() ? Optional.of(places) : Optional.empty();
      }
      if (i >= parts.size() || !fits(segment, parts.get(i), places)) {
        return Optional.empty();
      }
    }
    return parts.size() == segments.size() ? Optional.of(places) : Optional.empty();
  }

  private static String rest(List<String> parts, int from) {
    return from < parts.size() ? String.join("/", parts.subList(from, parts.size())) : "";
  }

  private static boolean fits(String segment, String part, Map<String, String> places) {
    if (segment.startsWith("{")) {
      places.put(segment.substring(1, segment.length() - 1), Query.decodePath(part));
      return !part.isEmpty();
    }
    return segment.equals(part);
  }

  @Override
  public String toString() {
    return "/" + String.join("/", segments);
  }
}
