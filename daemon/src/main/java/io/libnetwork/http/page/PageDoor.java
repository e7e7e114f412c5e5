package io.libnetwork.http.page;

import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Failure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What is answered where browsers ask: the page's files to whoever asks, and of our API what
/// changes nothing, to who has the token.
///
/// A browser runs pages of others too. So a request must be for a name of the loopback interface,
/// which another's name that leads here is not (DNS rebinding), and must not come from another's
/// page (RFC 6454, and the header `Sec-Fetch-Site`).
public final class PageDoor {

  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

  private static final String BEARER = "Bearer ";
  private static final String API = "/v1/";
  private static final String EXPLAIN = "/v1/explain";

  private final Function<Call, Answer> routes;
  private final byte[] token;

  /// Opens it for who has a token.
  ///
  /// @param token that is asked for
  /// @param routes of our API and of the page's files
  public PageDoor(String token, Function<Call, Answer> routes) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
    this.routes = routes;
  }

  /// Answers a call, whatever happens.
  public Answer answer(Call call) {
    return PageFiles.guarded(found(call));
  }

  private Answer found(Call call) {
    Optional<String> stranger = stranger(call);
    if (stranger.isPresent()) {
      return Failure.answer(403, stranger.get());
    }
    if (isFile(call)) {
      return reads(call) ? routes.apply(file(call)) : refused(call);
    }
    if (!hasToken(call)) {
      return Failure.answer(
              401, "a token is needed: `libnetwork page` prints the address that has it")
          .with("WWW-Authenticate", "Bearer")
          .with("Cache-Control", "no-store");
    }
    return allowed(call) ? routes.apply(call).with("Cache-Control", "no-store") : refused(call);
  }

  /// Why a request is none of the page's, if it is none.
  private static Optional<String> stranger(Call call) {
    String host = call.header("host").orElse("").toLowerCase(Locale.ROOT);
    if (!LOOPBACK.matcher(host).matches()) {
      return Optional.of(
          "the host '%s' is not served here: expected localhost, 127.0.0.1 or [::1]"
              .formatted(host));
    }
    String origin = call.header("origin").orElse("http://" + host);
    if (!origin.equalsIgnoreCase("http://" + host)) {
      return Optional.of("pages of '%s' may not ask here".formatted(origin));
    }
    String site = call.header("sec-fetch-site").orElse("none");
    boolean followed = isFile(call) && "navigate".equals(call.header("sec-fetch-mode").orElse(""));
    return site.equals("none") || site.equals("same-origin") || followed
        ? Optional.empty()
        : Optional.of("pages of others may not ask here (%s)".formatted(site));
  }

  private static boolean isFile(Call call) {
    return call.path().equals("/")
        || call.path().equals(PageFiles.FOLDER)
        || call.path().startsWith(PageFiles.FOLDER + "/");
  }

  private static Call file(Call call) {
    return call.path().equals("/") ? call.at(PageFiles.FOLDER) : call;
  }

  private static boolean reads(Call call) {
    return call.method().equals("GET") || call.method().equals("HEAD");
  }

  private static boolean allowed(Call call) {
    return call.path().startsWith(API)
        && (reads(call) || (call.method().equals("POST") && call.path().equals(EXPLAIN)));
  }

  private static Answer refused(Call call) {
    return Failure.answer(
        403,
        "%s %s is not served to the page, which only looks: ask at the daemon's other addresses"
            .formatted(call.method(), call.path()));
  }

  /// Compared in a time that tells nothing of the token.
  private boolean hasToken(Call call) {
    String said = call.header("authorization").orElse("");
    return said.startsWith(BEARER)
        && MessageDigest.isEqual(
            token, said.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8));
  }
}
