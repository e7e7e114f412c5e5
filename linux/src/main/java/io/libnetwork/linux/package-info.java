/// Namespaces, sysctls, errno: what a process asks of the kernel other than by netlink.
///
/// Start with [io.libnetwork.linux.NamespaceThread], the one way into a namespace, and
/// [io.libnetwork.linux.Errno], the numbers by which the kernel says no. A blocking call of a
/// virtual thread goes through [io.libnetwork.linux.KernelThreads].
///
/// Nothing here knows what a namespace is for.
package io.libnetwork.linux;
