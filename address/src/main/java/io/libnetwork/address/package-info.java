/// What an address, a prefix, a MAC address, a port or a range of them is, and its arithmetic.
///
/// Everything here is a value: immutable, comparable, checked when it is made, and printed the way
/// it is parsed. Nothing here does I/O, resolves names or knows an operating system.
package io.libnetwork.address;
