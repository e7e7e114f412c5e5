/// Messages as they are sent (RFC 1035 section 4): numbers, names, the bits of a header, and what
/// is read of one that asks.
///
/// Start with [io.libnetwork.dns.wire.QueryMessage]. It must not know who asks, nor what is
/// answered.
package io.libnetwork.dns.wire;
