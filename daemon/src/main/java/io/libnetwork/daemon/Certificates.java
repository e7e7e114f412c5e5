package io.libnetwork.daemon;

import io.libnetwork.NetworkException;
import io.libnetwork.daemon.DaemonConfig.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// TLS with certificates of both sides (RFC 8446): whoever shows none that the authority has signed
/// is refused before he can ask anything.
final class Certificates {

  private static final List<String> KEY_KINDS = List.of("RSA", "EC", "Ed25519");

  private final SslContextFactory.Server context = new SslContextFactory.Server();

  private Certificates() {}

  /// @throws NetworkException.InvalidParameter if a file has no certificate or key
  static Certificates of(TlsFiles files) {
    Certificates certificates = new Certificates();
    certificates.take(certificates.context, files);
    certificates.context.setNeedClientAuth(true);
    certificates.context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    return certificates;
  }

  SslContextFactory.Server context() {
    return context;
  }

  /// Reads the files anew; connections that are there go on.
  void reload(TlsFiles files) {
    try {
      context.reload(changed -> take((SslContextFactory.Server) changed, files));
    } catch (NetworkException wrong) {
      throw wrong;
    } catch (Exception failure) {
      throw new NetworkException.System("cannot take the certificates anew: " + failure, failure);
    }
  }

  private void take(SslContextFactory.Server context, TlsFiles files) {
    // For this process alone, and for no longer than it lives.
    char[] password = UUID.randomUUID().toString().toCharArray();
    try {
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, password);
      own.setKeyEntry(
          "daemon",
          key(files.key()),
          password,
          certificates(files.certificate()).toArray(Certificate[]::new));
      context.setKeyStore(own);
      context.setKeyStorePassword(new String(password));
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, password);
      int number = 0;
      for (Certificate authority : certificates(files.authority())) {
        trusted.setCertificateEntry("authority-" + number, authority);
        number++;
      }
      context.setTrustStore(trusted);
    } catch (GeneralSecurityException | IOException wrong) {
      throw new NetworkException.InvalidParameter(
          "the certificates are not to be used: " + wrong.getMessage(), wrong);
    }
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      var found = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new NetworkException.InvalidParameter("%s has no certificate".formatted(file));
      }
      return found;
    }
  }

  /// A key as PKCS #8 (RFC 5958), of any kind that certificates have.
  private static PrivateKey key(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    String begin = "-----BEGIN PRIVATE KEY-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END PRIVATE KEY-----");
    if (from < 0 || to < from) {
      throw new NetworkException.InvalidParameter(
          "%s has no key in PKCS #8: `openssl pkcs8 -topk8 -nocrypt` makes one of another form"
              .formatted(file));
    }
    byte[] bytes = Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    for (String kind : KEY_KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      } catch (GeneralSecurityException _) {
        // of another kind
      }
    }
    throw new NetworkException.InvalidParameter(
        "%s has a key of no kind that is known: expected one of %s".formatted(file, KEY_KINDS));
  }
}
