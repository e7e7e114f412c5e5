package io.libnetwork.daemon;

import io.libnetwork.NetworkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/// The token that the page's requests bear: what somebody has put into a file, or else one that is
/// made at random and kept until the next boot, so that a page that is open goes on when the daemon
/// is started anew.
final class PageToken {

  private static final String FILE = "page-token";
  private static final int BYTES = 32;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{16,512}");

  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");

  private PageToken() {}

  /// The token of a daemon.
  ///
  /// @throws NetworkException.InvalidParameter if the file that is named has none
  static String of(DaemonConfig config) {
    return config.pageTokenFile().map(PageToken::given).orElseGet(() -> kept(config.run()));
  }

  private static String given(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (!TOKEN.matcher(text).matches()) {
        throw new NetworkException.InvalidParameter(
            "the file %s has no token for the page: expected 16 to 512 letters, digits or characters of '._~+/=-' and nothing else"
                .formatted(file));
      }
      return text;
    } catch (IOException unreadable) {
      throw new NetworkException.InvalidParameter(
          "the page's token in %s cannot be read: %s".formatted(file, unreadable), unreadable);
    }
  }

  /// The one that is there, unless others may have read or written it.
  private static String kept(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).equals(OWNER_ALONE)) {
        String text = Files.readString(file).strip();
        if (TOKEN.matcher(text).matches()) {
          return text;
        }
      }
      return made(folder, file);
    } catch (IOException failure) {
      throw new NetworkException.System(
          "cannot keep the page's token in %s: %s".formatted(file, failure), failure);
    }
  }

  private static String made(Path folder, Path file) throws IOException {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Files.createDirectories(folder);
    Path fresh =
        Files.createTempFile(
            folder, FILE, ".new", PosixFilePermissions.asFileAttribute(OWNER_ALONE));
    try {
      Files.writeString(fresh, token + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      boolean _ = Files.deleteIfExists(fresh);
    }
    return token;
  }
}
