package io.libnetwork.http.docker;

import io.libnetwork.NetworkException;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Failure;
import io.libnetwork.http.RouteObserver;
import io.libnetwork.http.Router;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Docker's Engine API: all its routes, bare and under a version, as in `/v1.41/networks`.
///
/// Safe for use by many threads.
public final class DockerApi {

  private static final Pattern VERSIONED = Pattern.compile("/v([0-9][0-9.]*)(/.*)");
  private static final String VERSION = "version";

  private final Router router = new Router();
  private final String version;

  /// @param version of this program
  /// @param random draws the ids of containers
  public DockerApi(
      Containers containers,
      DockerEvents events,
      String version,
      InstantSource clock,
      RandomGenerator random) {
    this.version = version;
    ContainerCreation creation = new ContainerCreation(containers, random);
    ContainerWork work = new ContainerWork(containers, creation, clock);
    new SystemRoutes(containers, version, clock).addTo(router);
    new NetworkRoutes(containers, work, events, clock).addTo(router);
    new ContainerRoutes(containers, creation, work, events, clock).addTo(router);
    new EventRoutes(events, clock).addTo(router);
    UnservedRoutes.addTo(router, containers);
  }

  /// Has somebody told of each call from now on; said before it is used by several threads.
  public void observe(RouteObserver told) {
    router.observe(told);
  }

  /// Answers a call, whatever happens.
  public Answer answer(Call call) {
    return versioned(call)
        .with("Api-Version", ApiVersion.NEWEST.toString())
        .with("Docker-Experimental", "false")
        .with("Ostype", "linux")
        .with("Server", "libnetwork/" + version + " (linux)");
  }

  private Answer versioned(Call call) {
    Matcher matcher = VERSIONED.matcher(call.path());
    if (!matcher.matches()) {
      return router.answer(call);
    }
    try {
      ApiVersion asked = ApiVersion.served(matcher.group(1));
      return router.answer(call.at(matcher.group(2)).with(Map.of(VERSION, asked.toString())));
    } catch (NetworkException.InvalidParameter wrong) {
      return Failure.answer(400, String.valueOf(wrong.getMessage()));
    }
  }

  /// Which version a call is in.
  static ApiVersion version(Call call) {
    return Optional.ofNullable(call.places().get(VERSION))
        .map(ApiVersion::served)
        .orElse(ApiVersion.NEWEST);
  }
}
