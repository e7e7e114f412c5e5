package io.libnetwork.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The version of this program.
public final class Version {

  private static final String FILE = "version.properties";

  private Version() {}

  /// As the build wrote it.
  public static String get() {
    Properties properties = new Properties();
    try (InputStream file = Version.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("the build left out " + FILE);
      }
      properties.load(file);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + FILE, failure);
    }
    return properties.getProperty("version");
  }
}
