/// What happens when the process dies, or the kernel refuses, between any two steps of any
/// operation.
///
/// Start reading at `CrashTest`: it has a child process perform each `Trial` and kill itself at
/// each of the points that a recorded run has passed, and compares what a restarted controller
/// makes of it with the two runs that were not interrupted, by a `KernelPicture` and a `Census`.
/// `RefusalTest` has each step refused in place of that, and `HistoryTest` does all of it in random
/// order.
@NullMarked
package io.libnetwork.testing.crash;

import org.jspecify.annotations.NullMarked;
