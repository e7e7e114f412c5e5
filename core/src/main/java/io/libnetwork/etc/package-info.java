/// A container's `hosts`, `hostname` and `resolv.conf`: read, made, changed in place without losing
/// what we did not write.
///
/// It must not know sockets, nor the controller.
package io.libnetwork.etc;
