package io.libnetwork.firewalld;

/// Whoever was asked over the bus answered with an error.
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /// @param error the error's name on the bus
  /// @param text what firewalld says, as in `ZONE_CONFLICT: 'br-1' already bound to 'public'`
  RefusedException(String what, String error, String text) {
    super(what + " was refused: " + text + " (" + error + ")");
    int end = text.indexOf(':');
    this.code = end < 0 ? text : text.substring(0, end);
  }

  /// Whether it is firewalld's error of that name, of `firewall/errors.py`.
  boolean is(String firewalldCode) {
    return code.equals(firewalldCode);
  }
}
