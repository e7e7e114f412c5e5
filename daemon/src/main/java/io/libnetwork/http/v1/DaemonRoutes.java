package io.libnetwork.http.v1;

import io.libnetwork.NetworkException;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.wire.v1.VersionResource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// What answers, and what it can be asked.
final class DaemonRoutes {

  private static final String DOCUMENT = "openapi.json";

  /// Of the interface, as the document says.
  private static final String API = "1";

  private final Sources sources;

  DaemonRoutes(Sources sources) {
    this.sources = sources;
  }

  List<Operation> operations() {
    return List.of(
        Operation.read("GET", "/v1/version", this::version),
        Operation.read("GET", "/v1/openapi.json", this::document),
        Operation.read("GET", "/v1/page", this::page));
  }

  private Answer version(Call call) {
    return Answer.json(
        new VersionResource(
            sources.version(),
            API,
            Runtime.version().toString(),
            System.getProperty("os.version", ""),
            sources.events().epoch()));
  }

  private Answer page(Call call) {
    return Answer.json(
        sources
            .page()
            .get()
            .orElseThrow(() ->
                new NetworkException.NotFound(
                    "this daemon serves no page: start it with --page=127.0.0.1:7380")));
  }

  private Answer document(Call call) {
    return new Answer.OfText(200, "application/json", read(), Map.of());
  }

  private static String read() {
    try (InputStream in = DaemonRoutes.class.getResourceAsStream(DOCUMENT)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + DOCUMENT + " beside its class");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read the resource " + DOCUMENT, failure);
    }
  }
}
