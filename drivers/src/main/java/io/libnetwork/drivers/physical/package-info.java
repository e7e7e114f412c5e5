/// Networks whose endpoints are links that the host has already: a NIC, a virtual function of one,
/// a VLAN. A sandbox that joins gets the link itself, and the host gets it back as it was.
///
/// Start reading at [io.libnetwork.drivers.physical.PhysicalDriver], then
/// [io.libnetwork.drivers.physical.KernelMoves]. What a link was before it was moved is written
/// down first ([io.libnetwork.drivers.physical.LinkRecords]): nothing of it is in the kernel
/// meanwhile.
@org.jspecify.annotations.NullMarked
package io.libnetwork.drivers.physical;
