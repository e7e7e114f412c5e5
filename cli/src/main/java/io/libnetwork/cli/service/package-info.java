/// `libnetwork service` and `libnetwork dns`: names for several containers, and zones of a
/// network's own, by our own API.
///
/// Start with [ServiceCommand] and [DnsCommand].
package io.libnetwork.cli.service;
