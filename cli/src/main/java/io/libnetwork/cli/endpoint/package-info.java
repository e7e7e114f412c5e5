/// `libnetwork endpoint` and `libnetwork port`: interfaces on networks and what they publish, by
/// our own API.
///
/// Start with [EndpointCommand] and [PortCommand].
package io.libnetwork.cli.endpoint;
