/// Plugins as drivers: whoever listens on a socket makes networks and hands out addresses for us.
///
/// Begin at [io.libnetwork.plugins.client.PluginDrivers], which a controller asks for drivers it
/// does not know. Below it, [io.libnetwork.plugins.client.RemoteNetworkDriver] and
/// [io.libnetwork.plugins.client.RemoteIpamDriver] are what a controller holds;
/// [io.libnetwork.plugins.client.PluginClient] makes one call with all that can go wrong with it.
///
/// What a plugin answers is not believed: it is read strictly, and what cannot be is undone there.
/// No call waits for longer than its deadline, and none is made under another network's lock.
package io.libnetwork.plugins.client;
