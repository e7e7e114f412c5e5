/// What is counted, as Prometheus reads it: `GET /metrics`.
///
/// [Metrics] is the way in. A scrape asks the kernel once, for the counters of every link, and
/// reads what the controller publishes; it takes no lock that an operation takes. What the process
/// itself does is counted by Micrometer.
package io.libnetwork.http.metrics;
