/// Which elements a network, an endpoint, a published port needs.
///
/// The rules are few and never change: [FirewallSkeleton] has them all, and is what to read to know
/// what a packet meets. What there is on the host is told by elements of its sets and maps, which
/// [NetworkElements] and [EndpointElements] answer. Start with [Firewall], which changes them.
///
/// This package knows addresses, names of bridges and ports. It makes no link, holds no port, and
/// knows neither the bridge driver nor the controller.
package io.libnetwork.drivers.firewall;
