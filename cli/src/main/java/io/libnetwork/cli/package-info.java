/// Commands, arguments, what is printed.
///
/// Start with [io.libnetwork.cli.Libnetwork], which lists the commands; each is one class that
/// parses its arguments, calls the library, prints, and answers an exit status.
/// [io.libnetwork.cli.Main] is the way in. Nothing here knows netlink or nftables: what a command
/// does to the kernel is the library's work.
package io.libnetwork.cli;
