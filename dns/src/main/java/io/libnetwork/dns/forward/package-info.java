/// Questions that others answer: which server is asked, when the next, what is kept of the answers.
///
/// Everything here is used on one thread and waits for nothing. It must not know sockets, nor what
/// a sandbox is.
package io.libnetwork.dns.forward;
