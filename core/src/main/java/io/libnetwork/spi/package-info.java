/// What a driver's author implements and is handed.
///
/// Two kinds of driver: a [io.libnetwork.spi.NetworkDriver] makes a kind of network, an
/// [io.libnetwork.spi.IpamDriver] hands out its addresses. Both answer objects rather than ids: a
/// driver network, a [pool][io.libnetwork.spi.AddressPool]. Start with those three.
///
/// Nothing here knows the controller, or a driver.
package io.libnetwork.spi;
