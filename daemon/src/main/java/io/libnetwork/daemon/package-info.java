/// The process: configuration, drivers, the controller, the sockets it serves, and its end.
package io.libnetwork.daemon;
