/// Programs that run in sandboxes: started, watched, started again, and ended with all that they
/// have started.
///
/// Start with [io.libnetwork.lab.command.Commands]. Nothing here knows what a lab is.
package io.libnetwork.lab.command;
