package io.libnetwork.dns.server;

import io.libnetwork.dns.names.View;
import java.util.Optional;

/// Who asks, from one sandbox: what he sees, and who asks others for him. What is answered next is
/// by what is set last. Safe for use by many threads.
public final class Asker {

  private volatile View view = View.EMPTY;
  private volatile Optional<Forwarding> forwarding = Optional.empty();

  /// One who sees nothing, and for whom nobody is asked.
  public Asker() {}

  /// From now on he sees this.
  public void sees(View seen) {
    view = seen;
  }

  /// From now on others are asked by this, for what may leave.
  public void forwardsBy(Optional<Forwarding> other) {
    forwarding = other;
  }

  View view() {
    return view;
  }

  Optional<Forwarding> forwarding() {
    return forwarding;
  }
}
