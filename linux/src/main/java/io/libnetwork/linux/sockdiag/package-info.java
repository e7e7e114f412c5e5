/// Which sockets have which ports, by sock_diag(7).
///
/// Start with [io.libnetwork.linux.sockdiag.SocketDiagnosis], which answers every bound TCP and UDP
/// socket of a namespace. [io.libnetwork.linux.sockdiag.SocketHolders] tells which process has a
/// socket; it walks `/proc` and is for error messages.
///
/// Nothing here knows why somebody asks.
package io.libnetwork.linux.sockdiag;
