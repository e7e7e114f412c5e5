/// Checks for plugins, in whatever language they are written: what a caller relies on, case by
/// case.
///
/// Begin at [io.libnetwork.plugins.check.PluginCheck].
package io.libnetwork.plugins.check;
