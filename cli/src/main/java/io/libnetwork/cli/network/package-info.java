/// `libnetwork network`: the commands of `docker network`, with their options, by Docker's Engine
/// API.
///
/// Start with [NetworkCommand]. [NetworkListing] is also run without picocli, see
/// [io.libnetwork.cli.Main].
package io.libnetwork.cli.network;
