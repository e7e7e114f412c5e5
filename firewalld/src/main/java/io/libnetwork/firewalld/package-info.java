/// A zone of ours in firewalld, which our bridges are in, so that its table lets through what ours
/// has let through.
///
/// Start with [io.libnetwork.firewalld.Firewalld], which knows our bridges and sees to it, on a
/// thread of its own, that firewalld knows them too, also after it has been reloaded or started
/// anew. [io.libnetwork.firewalld.Definitions] is what firewalld keeps of ours,
/// [io.libnetwork.firewalld.FirewalldBus] what is said to it: the one class that knows dbus-java,
/// which is loaded only when a host's ruleset shows that firewalld is there.
///
/// Nothing here decides who reaches whom: that is our own table's business, which every packet
/// meets as well.
package io.libnetwork.firewalld;
