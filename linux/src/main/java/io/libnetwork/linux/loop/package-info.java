/// One thread that waits for many descriptors, and what it does later.
///
/// Start with [io.libnetwork.linux.loop.EventLoop]. It must not know what is read from a descriptor
/// or written to it.
package io.libnetwork.linux.loop;
