package io.libnetwork.dhcp;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.dhcp.client.ClientIdentity;
import io.libnetwork.dhcp.client.LeaseClient;
import io.libnetwork.dhcp.client.LeaseOwner;
import io.libnetwork.dhcp.client.LeaseTerms;
import io.libnetwork.spi.AddressHolder;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One address of a pool and its lease, kept alive for as long as somebody holds it.
final class Lease implements LeaseOwner {

  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  private final LeasedPool pool;
  private final AddressHolder holder;
  private final Acquisition acquisition;
  private final LeaseClient client;

  /// The one address that may be taken. The loop's.
  private Optional<IpAddress> only = Optional.empty();

  /// The pool has it, so that whoever asked has got it. The loop's.
  private boolean held;

  /// What was said last, so that it is not said each time a server is asked. The loop's.
  private String said = "";

  /// It must not be used, which has been said. The loop's.
  private boolean lost;

  Lease(LeasedPool pool, ClientIdentity identity, AddressHolder holder) {
    this.pool = pool;
    this.holder = holder;
    this.acquisition = new Acquisition(pool.segment());
    this.client = pool.segment().client(identity, this);
  }

  AddressHolder holder() {
    return holder;
  }

  /// Asks for an address and waits for it.
  ///
  /// @param wanted that one and no other
  /// @throws NetworkException.Unavailable when no server gives one in time
  IpAddress acquire(Optional<IpAddress> wanted) {
    only = wanted;
    acquisition.begin(client, wanted);
    return acquisition.await("an address to " + holder).address();
  }

  /// Goes on with one that was held before the process began; what servers say of it is told when
  /// they say it. On the loop's thread.
  void resume(IpAddress address) {
    only = Optional.of(address);
    held = true;
    pool.segment().add(client);
    client.reboot(address);
  }

  /// Nobody waits for it any more. On the loop's thread.
  void forgo() {
    acquisition.fail(new NetworkException.Unavailable("nobody waits for an address any more"));
    release();
  }

  /// Gives it back. On the loop's thread.
  void release() {
    client.release(() -> pool.segment().remove(client));
  }

  /// Ends what the process does for it; the lease goes on. On the loop's thread.
  void end() {
    client.end();
    pool.segment().remove(client);
  }

  @Override
  public Optional<String> objection(LeaseTerms offered) {
    if (only.isPresent() && !only.get().equals(offered.address())) {
      return Optional.of(
          "server %s offers %s in place of %s"
              .formatted(offered.server(), offered.address(), only.get()));
    }
    return pool.objection(offered, this);
  }

  /// For the first time it becomes the pool's, unless whoever asked has given up; later it has been
  /// all along.
  @Override
  public void bound(LeaseTerms terms) {
    if (!held && !acquisition.done()) {
      only = Optional.of(terms.address());
      held = true;
      pool.take(terms.address(), this);
      acquisition.complete(terms);
    }
    said = "";
    if (lost) {
      lost = false;
      LOG.info("address {} of {} is leased again by {}", terms.address(), holder, terms.server());
    }
    LOG.debug(
        "address {} of {} is leased by {}: {}", terms.address(), holder, terms.server(), terms);
  }

  @Override
  public void troubled(String what) {
    if (!held) {
      acquisition.trouble(what);
    } else if (!said.equals(what)) {
      said = what;
      LOG.warn("the lease of {} on interface {}: {}", holder, pool.segment().name(), what);
    }
  }

  @Override
  public void lost(String why) {
    lost = true;
    LOG.error(
        "address {} of {} must not be used any longer: {}; it goes on being asked for, and another"
            + " machine may be given it; to have another one, make the endpoint anew",
        only.map(IpAddress::toString).orElse("?"),
        holder,
        why);
  }
}
