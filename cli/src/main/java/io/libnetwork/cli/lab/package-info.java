/// Labs from files: applied, written, listed, taken away.
///
/// Start with [io.libnetwork.cli.lab.ApplyCommand]. What a file says is the daemon's to understand.
package io.libnetwork.cli.lab;
