package io.libnetwork;

import java.util.regex.Pattern;

/// The form of host and domain names, RFC 1123 section 2.1, with the underscore that containers
/// use.
final class DnsNames {

  private static final int LONGEST = 253;
  private static final Pattern NAME =
      Pattern.compile(
          "(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)(?:\\.(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?))*\\.?");
  private static final Pattern OPTION = Pattern.compile("[a-z0-9-]+(:[0-9]+)?");

  private DnsNames() {}

  static void require(String what, String name) {
    if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
      throw new NetworkException.InvalidParameter(
          "invalid "
              + what
              + " "
              + Names.quoted(name)
              + ": expected labels of 1 to 63 letters, digits, '-' or '_' with dots between");
    }
  }

  static void requireOption(String option) {
    if (!OPTION.matcher(option).matches()) {
      throw new NetworkException.InvalidParameter(
          "invalid resolver option " + Names.quoted(option) + ": expected a form like ndots:1");
    }
  }
}
