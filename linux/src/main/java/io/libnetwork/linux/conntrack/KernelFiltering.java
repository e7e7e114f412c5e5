package io.libnetwork.linux.conntrack;

import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.netlink.NetlinkFamily;
import io.libnetwork.linux.netlink.NetlinkSocket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Which filters the running kernel compares as it should, found out by asking it to.
///
/// Kernels before 5.8 ignore `CTA_FILTER`, up to 6.6 they refuse it where flows are deleted, and
/// 6.18 compares IPv6 addresses the wrong way round: a filter that asks for one address matches
/// every flow but those of this address. So neither a version nor the absence of an error tells
/// what a filter does. It is tried instead, once for each process, in a network namespace that is
/// made for it and holds flows of nobody: one that the filter means, and for each of its conditions
/// one that differs in this condition alone. What is left afterwards must be all but the first.
/// Only then is such a filter given to the kernel where flows can be lost.
///
/// @param dumps what may be asked for where flows are listed
/// @param flushes what may be asked for where flows are deleted
record KernelFiltering(Set<Power> dumps, Set<Power> flushes) {

  /// Comparing this part of the flows of this family.
  record Power(IpFamily family, Part part) {

    static List<Power> all() {
      List<Power> all = new ArrayList<>();
      for (IpFamily family : IpFamily.values()) {
        for (Part part : Part.values()) {
          all.add(new Power(family, part));
        }
      }
      return all;
    }
  }

  /// What a filter has conditions on.
  enum Part {
    ADDRESS,
    PORT
  }

  private static @Nullable KernelFiltering known;

  KernelFiltering {
    dumps = Set.copyOf(dumps);
    flushes = Set.copyOf(flushes);
  }

  /// What is known of the running kernel, tried out at the first call.
  ///
  /// @param thread makes the namespace in which it is tried
  static synchronized KernelFiltering of(NamespaceThread thread) {
    KernelFiltering present = known;
    if (present == null) {
      present = tryOut(thread);
      known = present;
    }
    return present;
  }

  /// Whether the kernel can delete what a filter means, and nothing else.
  boolean flushes(FlowFilter filter) {
    return filter.exact()
        && Flows.comparesTuples(filter)
        && !comparesPortsItIgnores(filter)
        && flushes.containsAll(powers(filter));
  }

  /// The part of a filter that the kernel can be asked to compare when it lists flows.
  FlowFilter comparable(FlowFilter filter) {
    FlowFilter asked = filter;
    if (comparesPortsItIgnores(filter) || !dumps.contains(power(filter, Part.PORT))) {
      asked =
          FlowFilter.of(filter.family())
              .original(filter.original().withoutPorts())
              .reply(filter.reply().withoutPorts());
    }
    return dumps.contains(power(filter, Part.ADDRESS))
        ? asked
        : asked
            .original(asked.original().withoutAddresses())
            .reply(asked.reply().withoutAddresses());
  }

  /// Of the protocols with ports the kernel's filter knows TCP and UDP; of any other it takes every
  /// flow for a match.
  private static boolean comparesPortsItIgnores(FlowFilter filter) {
    return filter.hasPort() && filter.protocol().filter(Protocol.SCTP::equals).isPresent();
  }

  /// A protocol is compared with the ports.
  private static Set<Power> powers(FlowFilter filter) {
    Set<Power> powers = new HashSet<>();
    if (filter.hasAddress()) {
      powers.add(power(filter, Part.ADDRESS));
    }
    if (filter.protocol().isPresent()) {
      powers.add(power(filter, Part.PORT));
    }
    return powers;
  }

  private static Power power(FlowFilter filter, Part part) {
    return new Power(filter.family(), part);
  }

  /// The kernel compares by one function where it deletes and where it lists, so what it deletes
  /// rightly it lists rightly. To list takes it far longer, so that is tried where it must be.
  private static KernelFiltering tryOut(NamespaceThread thread) {
    Set<Power> flushes = succeeding(thread, Power.all(), FilterTrial::flushes);
    Set<Power> others = new HashSet<>(Power.all());
    others.removeAll(flushes);
    Set<Power> dumps = succeeding(thread, others, FilterTrial::lists);
    dumps.addAll(flushes);
    return new KernelFiltering(dumps, flushes);
  }

  /// Each with flows of its own, in a namespace of their own.
  private static Set<Power> succeeding(
      NamespaceThread thread,
      Collection<Power> powers,
      BiPredicate<FilterTrial, NetlinkSocket> attempt) {
    Set<Power> succeeding = new HashSet<>();
    try (NetworkNamespace scratch = thread.create();
        NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.NETFILTER, thread, scratch)) {
      for (Power power : powers) {
        FilterTrial trial = FilterTrial.of(power.family(), power.part());
        trial.prepare(socket);
        if (attempt.test(trial, socket)) {
          succeeding.add(power);
        }
      }
    }
    return succeeding;
  }
}
