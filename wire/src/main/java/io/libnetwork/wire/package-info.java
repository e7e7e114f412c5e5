/// A client for the daemon that starts at once: requests over a unix socket or TLS, and what is
/// answered as a tree of JSON.
///
/// Start with [Api], and [HttpApi] for a daemon behind a socket. It knows no server and no model,
/// so a command that asks one thing loads little more than this. Nothing here uses a lambda, a
/// stream or a pattern on the way of a simple request, for the sake of how fast a command starts.
package io.libnetwork.wire;
