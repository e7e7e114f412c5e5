package io.libnetwork.http.docker;

import io.libnetwork.NetworkException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version of Docker's Engine API, printed and parsed as `1.41`.
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

  /// The oldest that is served.
  public static final ApiVersion OLDEST = new ApiVersion(1, 24);

  /// The newest that is served, which is meant where a path names none.
  public static final ApiVersion NEWEST = new ApiVersion(1, 50);

  /// From here on lists of networks do not tell their containers.
  static final ApiVersion WITHOUT_CONTAINERS_IN_LISTS = new ApiVersion(1, 28);

  /// From here on a network can be without IPv4.
  static final ApiVersion WITH_IPV4_SWITCH = new ApiVersion(1, 48);

  /// From here on endpoints tell the names they are known by.
  static final ApiVersion WITH_DNS_NAMES = new ApiVersion(1, 44);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})");

  /// Reads a version that is served.
  ///
  /// @throws NetworkException.InvalidParameter if the text is none, or too old or too new
  static ApiVersion served(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new NetworkException.InvalidParameter(
          "invalid version of the API '%s': expected one as 1.41".formatted(text));
    }
    ApiVersion version =
        new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    if (version.before(OLDEST)) {
      throw new NetworkException.InvalidParameter(
          "client version %s is too old. Minimum supported API version is %s, please upgrade your client to a newer version"
              .formatted(version, OLDEST));
    }
    if (NEWEST.before(version)) {
      throw new NetworkException.InvalidParameter(
          "client version %s is too new. Maximum supported API version is %s"
              .formatted(version, NEWEST));
    }
    return version;
  }

  boolean before(ApiVersion other) {
    return compareTo(other) < 0;
  }

  @Override
  public int compareTo(ApiVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
