package io.libnetwork;

import io.libnetwork.dns.forward.ForwarderCounters;
import io.libnetwork.dns.server.NameTally;
import java.util.Map;
import java.util.Optional;

/// What the name servers in a controller's sandboxes have been asked since it was opened, and how
/// those do who are asked for the rest.
///
/// Who asks often tells a rate by the difference of two. What a sandbox asks is not counted for it
/// alone, unless it has name servers of its own.
///
/// @param queries of all sandboxes: how many came, and what became of each
/// @param forwarding to the host's name servers: hits and misses of what is remembered, refusals,
///   and of each server whether it answers and how quickly; empty until a sandbox has a name server
/// @param own the same for each sandbox that has name servers of its own ([SandboxOption.Dns]), as
///   long as it is there
public record NameCounters(
    NameTally.Counts queries,
    Optional<ForwarderCounters> forwarding,
    Map<SandboxId, ForwarderCounters> own) {

  public NameCounters {
    own = Map.copyOf(own);
  }
}
