/// What is printed, and onto what: tables, lists in a format of the reader's choice, colours, the
/// width of a terminal.
///
/// Start with [Listing], which every command that lists something prints by, and [Table]. Nothing
/// here knows what is listed. On the way of a plain table nothing uses a lambda, a stream or a
/// pattern, for the sake of how fast `network ls` starts.
package io.libnetwork.cli.terminal;
