/// A virtual machine's interface in a sandbox: a tap device that carries an endpoint's traffic in
/// the place of the sandbox itself.
///
/// Start with [io.libnetwork.drivers.tap.TapDevice], which is what is asked for;
/// [io.libnetwork.drivers.tap.SandboxTap] makes it. It must not know which kind of network the
/// endpoint is of: that driver makes the interface which the tap device stands behind.
package io.libnetwork.drivers.tap;
