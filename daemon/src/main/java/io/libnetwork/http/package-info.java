/// Routes and statuses: what is asked of the daemon by HTTP, whatever it came by, and what is
/// answered.
///
/// Start with [Router]: it finds the [Handler] of a [Call] and turns what goes wrong into an
/// [Answer]. Nothing here knows a server, a socket or a thread, so the same routes are served by
/// one and called by a command in its own process. Docker's routes are in
/// `io.libnetwork.http.docker`, our own in `io.libnetwork.http.v1`.
package io.libnetwork.http;
