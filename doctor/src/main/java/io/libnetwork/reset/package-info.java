/// Taking everything of ours away from a host, so that it is as it was before.
///
/// Start at [io.libnetwork.reset.Reset]. What is ours is known by marks, names and folders, so that
/// a store that is gone or damaged is no obstacle; a store adds what containers are called, and
/// what parameters of the host were before. It knows no controller: nothing is restored in order to
/// be removed.
package io.libnetwork.reset;
