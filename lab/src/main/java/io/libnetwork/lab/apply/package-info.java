/// Labs as they run: what differs from what is wanted, and what makes it so, whole or not at all.
///
/// Start with [io.libnetwork.lab.apply.Labs].
package io.libnetwork.lab.apply;
