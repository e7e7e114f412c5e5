package io.libnetwork.cli.session;

import io.libnetwork.wire.Api;
import io.libnetwork.wire.DaemonAddress;
import io.libnetwork.wire.HttpApi;
import io.libnetwork.wire.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Where the daemon is.
public final class Place {

  /// The environment variable that says where, if no option does.
  public static final String VARIABLE = "LIBNETWORK_HOST";

  /// The environment variable that names the folder of `ca.pem`, `cert.pem` and `key.pem`.
  public static final String CERTIFICATES = "LIBNETWORK_CERT_PATH";

  /// The environment variable that names the file of a token.
  public static final String TOKEN_FILE = "LIBNETWORK_TOKEN_FILE";

  /// Where it is if nobody says.
  public static final String USUAL = "unix:///run/libnetwork/libnetwork.sock";

  /// How long an answer may take if nobody says.
  public static final Duration USUAL_LIMIT = Duration.ofSeconds(60);

  private Place() {}

  /// What an option says, or else the environment, or the usual place.
  ///
  /// @param option empty for none
  /// @throws IllegalArgumentException if that is no address
  public static DaemonAddress of(String option) {
    if (!option.isEmpty()) {
      return DaemonAddress.parse(option);
    }
    String said = System.getenv(VARIABLE);
    return DaemonAddress.parse(said == null || said.isEmpty() ? USUAL : said);
  }

  /// The daemon there. Nothing is opened yet.
  public static Api api(DaemonAddress address, TlsFiles files, Duration limit) {
    return address instanceof DaemonAddress.Unix unix
        ? HttpApi.at(unix, limit)
        : HttpApi.at((DaemonAddress.Tls) address, files, limit);
  }

  /// The same, where it wants the token in a file.
  ///
  /// @throws IllegalArgumentException if the file cannot be read, or has no token
  static Api api(DaemonAddress.Tls address, TlsFiles files, Duration limit, Path tokenFile) {
    try {
      String token = Files.readString(tokenFile).strip();
      if (token.isEmpty()) {
        throw new IllegalArgumentException("there is no token in " + tokenFile);
      }
      return HttpApi.at(address, files, limit).bearing(token);
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          "cannot read the token in %s: %s".formatted(tokenFile, failure.getMessage()), failure);
    }
  }

  /// The certificates where nobody says which.
  public static TlsFiles files() {
    String said = System.getenv(CERTIFICATES);
    return TlsFiles.in(
        said == null || said.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".libnetwork")
            : Path.of(said));
  }
}
