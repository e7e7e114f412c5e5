package io.libnetwork;

import java.util.regex.Pattern;

/// What a service can be called: one label of a domain name, RFC 1035 section 2.3.4. Underscores
/// may be in it, as others' have them. Dots may not: `web.shop` is `web` on the network `shop`.
final class ServiceNames {

  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");

  private ServiceNames() {}

  /// @param what it names, as in `service`
  static String require(String what, String name) {
    if (!LABEL.matcher(name).matches()) {
      throw new NetworkException.InvalidParameter(
          "invalid %s name %s: expected 1 to 63 letters, digits, '_' or '-', no dots, and no '-' at either end"
              .formatted(what, Names.quoted(name)));
    }
    return name;
  }
}
