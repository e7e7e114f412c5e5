/// What somebody wants to run on a host, as a value, and what makes it so.
///
/// Start with [io.libnetwork.lab.Lab], which is what a file says. Nothing here knows how a file is
/// written; that is [io.libnetwork.lab.file].
package io.libnetwork.lab;
