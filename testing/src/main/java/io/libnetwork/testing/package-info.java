/// Hosts to test on, real packets to test with, and the audit that nothing is left behind.
///
/// Start with [io.libnetwork.testing.TestHost], a network namespace that plays a host, and
/// [io.libnetwork.testing.LeakAudit]. A [io.libnetwork.testing.ContainerProcess] plays a container,
/// and [io.libnetwork.testing.PacketProbe] asks who reaches whom. Without a kernel,
/// [io.libnetwork.testing.FakeNetworkDriver] plays a kind of network. The demonstration and the
/// benchmarks stand on the same parts. Nothing here touches the machine's own network.
package io.libnetwork.testing;
