/// DHCP's messages as they are sent, and what carries them: read strictly, written whole.
///
/// Start with [io.libnetwork.dhcp.message.Dhcp4Message] (RFC 2131, options as in RFC 2132) and
/// [io.libnetwork.dhcp.message.Dhcp6Message] (RFC 8415). What is read was written by strangers:
/// each reader answers or throws [java.lang.IllegalArgumentException], which says what was wrong.
/// It must not know when what is sent.
package io.libnetwork.dhcp.message;
