/// System calls and libnftables' functions under their own names.
///
/// The one package of the project that imports `java.lang.foreign`: memory segments, arenas and
/// method handles begin and end here, and callers pass strings, numbers and direct byte buffers.
/// One method is one call and names its manual page; a refusal is a
/// [io.libnetwork.linux.SystemCallException] with the error number captured by the call itself.
///
/// Start with [io.libnetwork.linux.foreign.SystemCall]. Nothing here knows netlink, namespaces'
/// rules, or networks.
package io.libnetwork.linux.foreign;
