package io.libnetwork.explain.ruleset;

/// What a rule did to a packet that went on.
///
/// @param what as in `dnat: 10.0.0.9 to 172.18.0.2:80`
public record Deed(RuleName rule, String what) {

  @Override
  public String toString() {
    return what + " by " + rule;
  }
}
