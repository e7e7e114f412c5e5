package io.libnetwork.explain.ruleset;

import java.util.List;

/// What becomes of a packet at a hook.
public sealed interface Judgement {

  /// The rules that changed or accepted it, in order.
  List<Deed> deeds();

  /// It goes on.
  record Passed(Packet packet, List<Deed> deeds) implements Judgement {
    public Passed {
      deeds = List.copyOf(deeds);
    }
  }

  /// It goes no further.
  ///
  /// @param told its sender is told
  record Stopped(RuleName rule, boolean told, List<Deed> deeds) implements Judgement {
    public Stopped {
      deeds = List.copyOf(deeds);
    }
  }

  /// It depends on what cannot be told here.
  ///
  /// @param rule the first rule with whose answer its fate parts
  record Unclear(RuleName rule, String why, List<Deed> deeds) implements Judgement {
    public Unclear {
      deeds = List.copyOf(deeds);
    }
  }
}
