package io.libnetwork.http;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.trace.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which handler answers which path: the first route whose pattern and method fit.
///
/// A pattern is a path in which a segment in braces stands for any one, and `{name...}` at its end
/// for all that follows. Where no pattern fits the answer is 404, where only the method does not,
/// 405 with those that do.
///
/// Safe for use by many threads once it is built.
public final class Router {

  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  /// A method is any word that somebody sends: those that are told apart are few.
  private static final Set<String> KNOWN_METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

  private static final String OTHER_METHOD = "other";

  /// Statuses from here on say that we failed, not who asked.
  private static final int OUR_FAILURE = 500;

  private record Route(String method, PathPattern pattern, Handler handler) {}

  private final List<Route> routes = new ArrayList<>();
  private RouteObserver observer = RouteObserver.NOBODY;

  /// No routes yet.
  public Router() {}

  /// Adds a route behind the others.
  ///
  /// @param method as in `GET`, which answers `HEAD` too
  /// @param pattern as in `/networks/{id}`
  /// @return this router
  public Router add(String method, String pattern, Handler handler) {
    routes.add(new Route(method, PathPattern.parse(pattern), handler));
    return this;
  }

  /// Has somebody told of each call from now on; said before it is used by several threads.
  ///
  /// @return this router
  public Router observe(RouteObserver told) {
    observer = told;
    return this;
  }

  /// The methods and patterns there are, as in `GET /networks/{id}`, in their order.
  public List<String> routes() {
    return routes.stream().map(route -> route.method() + " " + route.pattern()).toList();
  }

  /// Whether a path is known, whatever the method.
  public boolean knows(String path) {
    return routes.stream().anyMatch(route -> route.pattern().match(path).isPresent());
  }

  /// Answers a call, whatever happens.
  public Answer answer(Call call) {
    try {
      return found(call);
    } catch (NetworkException.InvalidParameter malformed) {
      return Failure.answer(malformed);
    }
  }

  private Answer found(Call call) {
    long began = System.nanoTime();
    Set<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      Optional<Map<String, String>> places = route.pattern().match(call.path());
      if (places.isPresent()) {
        if (fits(route, call)) {
          Answer answer = traced(route, call.with(places.get()));
          return told(route.method(), route.pattern().toString(), answer, began);
        }
        allowed.add(route.method());
      }
    }
    Answer refusal = allowed.isEmpty() ? notFound() : notAllowed(call, allowed);
    return told(
        KNOWN_METHODS.contains(call.method()) ? call.method() : OTHER_METHOD,
        RouteObserver.NO_ROUTE,
        refusal,
        began);
  }

  private Answer told(String method, String pattern, Answer answer, long began) {
    observer.answered(method, pattern, answer.status(), System.nanoTime() - began);
    return answer;
  }

  private static boolean fits(Route route, Call call) {
    return route.method().equals(call.method())
        || (route.method().equals("GET") && call.method().equals("HEAD"));
  }

  private static Answer notFound() {
    return Failure.answer(404, "page not found");
  }

  private static Answer notAllowed(Call call, Set<String> allowed) {
    String methods = String.join(", ", allowed);
    return Failure.answer(
            405,
            "%s does not go with %s: expected %s".formatted(call.method(), call.path(), methods))
        .with("Allow", methods);
  }

  /// As OpenTelemetry's conventions have it for servers of HTTP.
  private static Answer traced(Route route, Call call) {
    if (!Trace.told()) {
      return guarded(route.handler(), call);
    }
    return Trace.request(
        route.method() + " " + route.pattern(),
        call::header,
        span -> {
          span.say("http.request.method", route.method());
          span.say("http.route", route.pattern().toString());
          span.say("url.path", call.path());
          span.say("libnetwork.request.id", call.id());
          Answer answer = guarded(route.handler(), call);
          span.say("http.response.status_code", answer.status());
          if (answer.status() >= OUR_FAILURE) {
            span.fail(String.valueOf(answer.status()), "");
          }
          return answer;
        });
  }

  private static Answer guarded(Handler handler, Call call) {
    try {
      return handler.handle(call);
    } catch (NetworkException failure) {
      tell(call, Failure.status(failure), failure);
      return Failure.answer(failure);
    } catch (RequestBody.TooLargeException tooLarge) {
      return Failure.answer(413, message(tooLarge)).with("Connection", "close");
    } catch (IOException gone) {
      LOG.debug("{} {} was not read whole", call.method(), call.path(), gone);
      return Failure.answer(400, "the request was not received whole: " + message(gone))
          .with("Connection", "close");
    } catch (RuntimeException bug) {
      LOG.error("{} {} failed (request {})", call.method(), call.path(), call.id(), bug);
      return Failure.answer(500, "internal error: see the log for request " + call.id());
    }
  }

  /// What the caller did wrong is his to know; what we could not do is to be found in the log.
  private static void tell(Call call, int status, NetworkException failure) {
    if (status < OUR_FAILURE) {
      LOG.debug("{} {}: {}", call.method(), call.path(), message(failure));
    } else {
      LOG.warn("{} {} failed (request {})", call.method(), call.path(), call.id(), failure);
    }
  }

  private static String message(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName().toLowerCase(Locale.ROOT) : message;
  }
}
