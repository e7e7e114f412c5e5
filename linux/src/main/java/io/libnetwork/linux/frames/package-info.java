/// Whole Ethernet frames, sent and received through interfaces of any namespace, see packet(7).
///
/// Start with [io.libnetwork.linux.frames.FrameLoop]: one thread that waits for the frames of any
/// number of [io.libnetwork.linux.frames.FrameSocket]s. A [io.libnetwork.linux.frames.FrameFilter]
/// keeps in the kernel what nobody here wants. A [io.libnetwork.linux.frames.TapQueue] is the other
/// end of a link: what a link sends is received there. It must not know what is in a frame.
package io.libnetwork.linux.frames;
