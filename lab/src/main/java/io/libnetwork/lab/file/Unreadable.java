package io.libnetwork.lab.file;

/// Nothing behind this place can be read.
final class Unreadable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Mistake mistake;

  Unreadable(Place place, String path, String message) {
    super(message, null, false, false);
    this.mistake = new Mistake(place, path, Quoted.line(message));
  }

  Mistake mistake() {
    return mistake;
  }
}
