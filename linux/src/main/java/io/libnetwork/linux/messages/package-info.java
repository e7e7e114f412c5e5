/// Messages over datagrams, and over connections with two bytes before each that tell its length,
/// which is how DNS is carried (RFC 1035 section 4.2).
///
/// Start with [io.libnetwork.linux.messages.MessageLoop]: one thread that serves any number of
/// [io.libnetwork.linux.messages.MessageSockets], each in a namespace of its own, and asks others.
/// It bounds what strangers can make it hold. It must not know what is in a message.
package io.libnetwork.linux.messages;
