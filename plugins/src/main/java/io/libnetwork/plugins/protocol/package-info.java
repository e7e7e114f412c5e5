/// Docker's plugin protocol, version 1.2: every call and every answer as a record, as JSON and from
/// JSON. No socket is opened here.
///
/// A plugin is another process that listens on a socket and answers `POST /Service.Method` with
/// JSON. Begin at [PluginProtocol] for what all messages have in common, at [NetworkMethod] for
/// what a network driver is asked and at [IpamMethod] for what an IPAM driver is asked.
///
/// What must be there and is not, or has another form, is a [MalformedMessageException] that names
/// it; members that nobody knows are passed over. Names of members are found in any case, as Go
/// finds them, because many a plugin relies on it.
///
/// Source: moby, `daemon/libnetwork/drivers/remote/api`, `daemon/libnetwork/ipams/remote/api`, and
/// "Docker network driver plugins" of Docker's documentation.
package io.libnetwork.plugins.protocol;
