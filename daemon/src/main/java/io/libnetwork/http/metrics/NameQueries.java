package io.libnetwork.http.metrics;

import io.libnetwork.Controller;
import io.libnetwork.NameCounters;
import io.libnetwork.dns.forward.ForwarderCounters;
import io.libnetwork.dns.forward.UpstreamCounters;
import io.libnetwork.dns.server.NameTally;

/// What the name servers in sandboxes were asked, and how those do that are asked for the rest.
final class NameQueries implements Source {

  private static final String ANSWERS = "Messages of containers, by what became of them";
  private static final String CACHE = "Forwarded questions, by whether the answer was remembered";

  private final Controller controller;

  NameQueries(Controller controller) {
    this.controller = controller;
  }

  @Override
  public void addTo(Families families) {
    controller.nameCounters().ifPresent(counters -> add(families, counters));
  }

  private static void add(Families families, NameCounters counters) {
    NameTally.Counts queries = counters.queries();
    families.count("libnetwork_dns_messages", "Messages of containers", queries.asked());
    outcome(families, "known", queries.known());
    outcome(families, "unknown", queries.unknown());
    outcome(families, "forwarded", queries.forwarded());
    outcome(families, "refused", queries.refused());
    outcome(families, "dropped", queries.dropped());
    counters.forwarding().ifPresent(forwarding -> add(families, forwarding));
  }

  private static void outcome(Families families, String outcome, long number) {
    families.count("libnetwork_dns_queries", ANSWERS, number, "outcome", outcome);
  }

  private static void add(Families families, ForwarderCounters forwarding) {
    families
        .count("libnetwork_dns_cache", CACHE, forwarding.cacheHits(), "outcome", "hit")
        .count("libnetwork_dns_cache", CACHE, forwarding.cacheMisses(), "outcome", "miss")
        .count(
            "libnetwork_dns_forward_failures",
            "Questions that no upstream answered",
            forwarding.failures())
        .count(
            "libnetwork_dns_forward_refused",
            "Questions refused because too many were in flight",
            forwarding.refused())
        .gauge(
            "libnetwork_dns_forward_in_flight",
            "Questions that wait for an upstream",
            forwarding.inFlight())
        .gauge(
            "libnetwork_dns_cache_entries",
            "Answers that are remembered",
            forwarding.cacheEntries())
        .gauge(
            "libnetwork_dns_cache_bytes",
            "What these take, about",
            (double) forwarding.cacheBytes());
    forwarding.upstreams().forEach(upstream -> add(families, upstream));
  }

  private static void add(Families families, UpstreamCounters upstream) {
    String server = upstream.upstream().toString();
    families
        .count(
            "libnetwork_dns_upstream_answers",
            "Good answers of an upstream",
            upstream.answers(),
            "upstream",
            server)
        .count(
            "libnetwork_dns_upstream_failures",
            "Times an upstream was silent, refused or failed",
            upstream.failures(),
            "upstream",
            server);
    upstream
        .latency()
        .ifPresent(latency ->
            families.gauge(
                "libnetwork_dns_upstream_latency_seconds",
                "Smoothed time to an upstream's answer by UDP",
                latency.toNanos() / 1e9,
                "upstream",
                server));
  }
}
