package io.libnetwork.dhcp;

import io.libnetwork.dhcp.client.Schedule;
import io.libnetwork.linux.frames.FrameLoop;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// The one thread of all leases of a host, what time is by it, and how long is waited.
///
/// @param frames the thread
/// @param random what is left to chance
/// @param settings how long is waited
record DhcpLoop(FrameLoop frames, RandomGenerator random, DhcpSettings settings)
    implements Schedule, AutoCloseable {

  static DhcpLoop start(RandomGenerator random, DhcpSettings settings) {
    return new DhcpLoop(FrameLoop.start("libnetwork-dhcp", System::nanoTime), random, settings);
  }

  void execute(Runnable task) {
    frames.execute(task);
  }

  void await(Runnable task) {
    frames.await(task);
  }

  @Override
  public long now() {
    return System.nanoTime();
  }

  @Override
  public FrameLoop.Pending after(Duration delay, Runnable task) {
    return frames.after(delay, task);
  }

  @Override
  public void close() {
    frames.close();
  }
}
