/// Where plugins are: sockets and files in folders, looked through in Docker's order.
///
/// Begin at [io.libnetwork.plugins.discovery.PluginFinder]. What a folder has is not believed: a
/// name leads to nothing outside of the folders, and to no other machine without TLS.
package io.libnetwork.plugins.discovery;
