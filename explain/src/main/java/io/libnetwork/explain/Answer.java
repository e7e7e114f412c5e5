package io.libnetwork.explain;

import io.libnetwork.address.IpAddress;
import io.libnetwork.explain.ruleset.RuleName;
import java.util.List;
import java.util.Optional;

/// Whether somebody is reached, and by which way.
public sealed interface Answer {

  /// The way as far as it went, and back.
  List<Step> path();

  /// It is reached, and the answer comes back.
  ///
  /// @param listener who takes it, as in `0.0.0.0:80, by nginx (process 812)`
  /// @param seenAs the address under which it sees who asks
  record Reached(String listener, IpAddress seenAs, List<Step> path) implements Answer {
    public Reached {
      path = List.copyOf(path);
    }

    @Override
    public String toString() {
      return "reached: " + listener + ", which sees " + seenAs + " asking";
    }
  }

  /// It is not reached, or its answer does not come back.
  ///
  /// @param back it is reached, and the answer does not come back
  record Stopped(Cause cause, boolean back, List<Step> path) implements Answer {
    public Stopped {
      path = List.copyOf(path);
    }

    @Override
    public String toString() {
      return (back ? "not reached, because the answer does not come back: in " : "not reached: in ")
          + cause.place()
          + " "
          + cause;
    }
  }

  /// It cannot be told.
  ///
  /// @param rule the rule on which it depends; empty where it is none
  record Unclear(String why, Optional<RuleName> rule, List<Step> path) implements Answer {
    public Unclear {
      path = List.copyOf(path);
    }

    @Override
    public String toString() {
      return "cannot tell: " + why + rule.map(on -> ", and all depends on it: " + on).orElse("");
    }
  }
}
