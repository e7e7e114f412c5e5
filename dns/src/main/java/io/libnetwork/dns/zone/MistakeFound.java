package io.libnetwork.dns.zone;

import io.libnetwork.dns.zone.ZoneFileException.Mistake;

/// An entry of a master file cannot be read any further.
final class MistakeFound extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Mistake mistake;

  MistakeFound(Mistake mistake) {
    super(mistake.message(), null, false, false);
    this.mistake = mistake;
  }

  Mistake mistake() {
    return mistake;
  }
}
