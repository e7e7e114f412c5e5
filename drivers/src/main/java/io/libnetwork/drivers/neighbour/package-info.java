/// Other firewalls of the host, which judge by tables of their own what passes our bridges, and
/// have to be told of them.
///
/// A packet gets through only if every table on its way lets it, so where another firewall refuses
/// what it does not know, ours cannot open anything by itself. Start with
/// [io.libnetwork.drivers.neighbour.Neighbours]: it finds the
/// [io.libnetwork.drivers.neighbour.NeighbourFirewallProvider]s, sees by the kernel's ruleset
/// whether theirs is there, and only then opens it.
///
/// This package knows neither which firewalls there are nor how one talks to them.
package io.libnetwork.drivers.neighbour;
