package io.libnetwork.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The version this was built as: the project's, which the build writes into a resource.
final class Version implements IVersionProvider {

  private static final String RESOURCE = "version.properties";

  @Override
  public String[] getVersion() {
    return new String[] {"libnetwork " + number() + " (Java " + Runtime.version() + ")"};
  }

  /// The project's version, such as `0.1.0`.
  ///
  /// @throws IllegalStateException if the resource is missing from the jar or names no version
  static String number() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + RESOURCE + " beside " + Version.class);
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + RESOURCE, e);
    }
    String version = properties.getProperty("version");
    if (version == null) {
      throw new IllegalStateException("no key 'version' in the resource " + RESOURCE);
    }
    return version;
  }
}
