package io.libnetwork.http.page;

import io.libnetwork.NetworkException;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The files of the page, out of the resources beside this class.
///
/// Nothing is read before somebody asks, and nothing but a file's tag is kept. Safe for use by many
/// threads.
public final class PageFiles {

  /// Where they are.
  public static final String FOLDER = "/page";

  private static final String INDEX = "index.html";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry(INDEX, "text/html; charset=utf-8"),
          Map.entry("page.css", "text/css; charset=utf-8"),
          Map.entry("icon.svg", "image/svg+xml"),
          Map.entry("theme.js", SCRIPT),
          Map.entry("app.mjs", SCRIPT),
          Map.entry("api.mjs", SCRIPT),
          Map.entry("details.mjs", SCRIPT),
          Map.entry("dom.mjs", SCRIPT),
          Map.entry("events.mjs", SCRIPT),
          Map.entry("explain.mjs", SCRIPT),
          Map.entry("layout.mjs", SCRIPT),
          Map.entry("map.mjs", SCRIPT),
          Map.entry("mapstyle.mjs", SCRIPT),
          Map.entry("model.mjs", SCRIPT),
          Map.entry("rates.mjs", SCRIPT),
          Map.entry("table.mjs", SCRIPT),
          Map.entry("cytoscape.esm.min.mjs", SCRIPT));

  /// Scripts and styles from here alone, and none within the document; texts are never markup.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
          + "require-trusted-types-for 'script'; trusted-types 'none'";

  private final Map<String, String> tags = new ConcurrentHashMap<>();

  /// The files as they were built.
  public PageFiles() {}

  /// Adds their routes to a router.
  ///
  /// @return the router
  public Router routes(Router router) {
    return router
        .add("GET", FOLDER, call -> file(call, INDEX))
        .add("GET", FOLDER + "/{file}", call -> file(call, call.place("file")));
  }

  /// What every answer to a browser says besides.
  static Answer guarded(Answer answer) {
    return answer
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer")
        .with("X-Frame-Options", "DENY")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("Cross-Origin-Opener-Policy", "same-origin");
  }

  private Answer file(Call call, String name) {
    String type = TYPES.get(name);
    if (type == null) {
      throw new NetworkException.NotFound("the page has no file '%s'".formatted(name));
    }
    String text = read(name);
    String tag = tags.computeIfAbsent(name, _ -> tag(text));
    Answer answer =
        call.header("if-none-match").filter(tag::equals).isPresent()
            ? Answer.empty(304)
            : new Answer.OfText(200, type, text, Map.of());
    return guarded(answer)
        .with("ETag", tag)
        .with("Cache-Control", "no-cache")
        .with("Content-Security-Policy", POLICY);
  }

  private static String read(String name) {
    try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the build left out the page's " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read the page's " + name, failure);
    }
  }

  private static String tag(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("a Java platform without SHA-256", missing);
    }
  }
}
