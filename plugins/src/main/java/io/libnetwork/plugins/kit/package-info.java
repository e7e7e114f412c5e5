/// A plugin in Java: implement an interface, and it is served on a socket.
///
/// Begin at [io.libnetwork.plugins.kit.PluginServer]. It knows the protocol and nothing of
/// networks.
package io.libnetwork.plugins.kit;
