package io.libnetwork.linux.rtnetlink;

import java.util.Map;
import java.util.OptionalInt;

/// A link in its role as a port of a bridge.
///
/// @param options everything the kernel tells that is known here
public record BridgePort(
    Ifindex link, Ifindex bridge, State state, Map<BridgePortOption, Integer> options) {

  /// What the spanning tree lets the port do, `BR_STATE_*` in `linux/if_bridge.h`.
  public enum State {
    DISABLED(0),
    LISTENING(1),
    LEARNING(2),
    FORWARDING(3),
    BLOCKING(4);

    private final int number;

    State(int number) {
      this.number = number;
    }

    static State of(int number) {
      for (State state : values()) {
        if (state.number == number) {
          return state;
        }
      }
      throw new IllegalStateException("no state of a bridge port: " + number);
    }
  }

  public BridgePort {
    options = Map.copyOf(options);
  }

  /// What an option is set to; empty where this kernel does not have it.
  public OptionalInt value(BridgePortOption option) {
    Integer value = options.get(option);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /// Whether an option is on.
  public boolean on(BridgePortOption option) {
    return value(option).orElse(0) != 0;
  }
}
