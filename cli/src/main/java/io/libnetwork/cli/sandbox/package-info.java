/// `libnetwork sandbox`: containers' network environments, by our own API.
///
/// Start with [SandboxCommand]. [SandboxExec] alone touches the kernel, from this process.
package io.libnetwork.cli.sandbox;
