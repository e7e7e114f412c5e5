/// Namespaces, sysctls, errno: what a process asks of the kernel other than by netlink.
///
/// Start with [io.libnetwork.linux.Errno], the numbers by which the kernel says no.
package io.libnetwork.linux;
