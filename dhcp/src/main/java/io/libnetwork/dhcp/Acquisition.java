package io.libnetwork.dhcp;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.dhcp.client.ClientIdentity;
import io.libnetwork.dhcp.client.LeaseClient;
import io.libnetwork.dhcp.client.LeaseOwner;
import io.libnetwork.dhcp.client.LeaseState;
import io.libnetwork.dhcp.client.LeaseTerms;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Waiting for the first answer that can be taken: by whoever has asked, while the loop's thread
/// does the asking.
final class Acquisition {

  private static final Set<LeaseState> GIVING =
      EnumSet.of(LeaseState.REQUESTING, LeaseState.CHECKING);

  /// How many are told of: strangers may cause any number.
  static final int MOST_TROUBLES = 8;

  private final DhcpLoop loop;
  private final Segment segment;
  private final Answer<LeaseTerms> answer = new Answer<>();

  /// What was not as it should be, each once. The loop's.
  private final Set<String> troubles = new LinkedHashSet<>();

  /// Where the client stands. The loop's.
  private Supplier<LeaseState> state = () -> LeaseState.INIT;

  Acquisition(Segment segment) {
    this.loop = segment.loop();
    this.segment = segment;
  }

  /// Asks what servers offer, and takes nothing.
  ///
  /// @throws NetworkException.Unavailable when none answers in time
  LeaseTerms look() {
    LeaseClient client =
        segment.client(
            ClientIdentity.asking(segment.require().mac().orElseThrow()),
            new LeaseOwner() {
              @Override
              public Optional<String> objection(LeaseTerms offered) {
                answer.result().complete(offered);
                return Optional.of("nothing is taken");
              }

              @Override
              public void bound(LeaseTerms terms) {
                throw new IllegalStateException("a lease of " + terms + " that nobody asked for");
              }

              @Override
              public void troubled(String what) {
                trouble(what);
              }

              @Override
              public void lost(String why) {
                trouble(why);
              }
            });
    try {
      begin(client, Optional.empty());
      return await("what it offers");
    } finally {
      loop.execute(() -> end(client));
    }
  }

  /// Has a client ask. What it is told goes on to its owner, who completes this.
  void begin(LeaseClient client, Optional<IpAddress> wanted) {
    loop.execute(() -> {
      state = client::state;
      segment.add(client);
      client.acquire(wanted);
    });
  }

  /// The first answer has come and can be taken. On the loop's thread.
  void complete(LeaseTerms terms) {
    answer.result().complete(terms);
  }

  /// It cannot be. On the loop's thread.
  void fail(NetworkException failure) {
    answer.result().completeExceptionally(failure);
  }

  boolean done() {
    return answer.result().isDone();
  }

  /// Something was not as it should be; other servers may still answer, for a little while. On the
  /// loop's thread.
  void trouble(String what) {
    boolean first = troubles.isEmpty();
    if (troubles.size() < MOST_TROUBLES) {
      troubles.add(what);
    }
    if (first && !answer.result().isDone()) {
      var _ = loop.after(loop.settings().grace(), this::giveUp);
    }
  }

  /// Unless a server is about to give what it has offered.
  private void giveUp() {
    if (GIVING.contains(state.get())) {
      var _ = loop.after(loop.settings().grace(), this::giveUp);
    } else {
      fail(failure("an address"));
    }
  }

  /// Waits until it is complete.
  ///
  /// @throws NetworkException.Cancelled when the caller is interrupted
  LeaseTerms await(String what) {
    return answer.await(loop, () -> failure(what));
  }

  private NetworkException failure(String what) {
    String seconds = loop.settings().deadline().toSeconds() + " s";
    if (troubles.isEmpty()) {
      return new NetworkException.Unavailable(
          ("no %s server answered on interface %s within %s: look whether one is on its segment"
                  + " (not on this host's own end of it) and leases to unknown clients")
              .formatted(segment.protocol(), segment.name(), seconds));
    }
    return new NetworkException.Unavailable(
        "no %s server on interface %s gave %s: %s"
            .formatted(segment.protocol(), segment.name(), what, String.join("; ", troubles)));
  }

  private void end(LeaseClient client) {
    client.end();
    segment.remove(client);
  }
}
