/// What commands that ask a daemon have in common: where it is, how it is asked, what `--dry-run`
/// prints, how long it may take.
///
/// Start with [DaemonCommand], which a command extends. An [io.libnetwork.wire.Api] is behind it,
/// so a command does not know whether a daemon answers or this process.
package io.libnetwork.cli.session;
