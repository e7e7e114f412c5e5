/// The daemon as a plugin of a Docker Engine: network driver and IPAM driver, in the words of
/// [io.libnetwork.plugins.protocol].
///
/// Start with [PluginApi], which has all calls. [EngineNetworks] and [EngineEndpoints] make the
/// model's objects of what an engine asks for, and find them again; [EnginePools] keeps the pools
/// and addresses that it has. Nothing here touches what was not made for an engine.
package io.libnetwork.http.plugin;
