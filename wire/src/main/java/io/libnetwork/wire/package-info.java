/// A client for the daemon that starts at once: requests over a unix socket or TLS, and what is
/// answered as a tree of JSON.
///
/// It knows no server and no model, so a command that asks one thing loads little more than this.
package io.libnetwork.wire;
