package io.libnetwork.doctor;

import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.nftables.NftablesException;
import io.libnetwork.linux.rtnetlink.Bridge;
import io.libnetwork.linux.rtnetlink.Ifb;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkKind;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.linux.rtnetlink.Veth;
import io.libnetwork.linux.tc.Qdisc;
import io.libnetwork.linux.tc.Qdiscs;
import io.libnetwork.linux.tc.Rate;
import io.libnetwork.linux.tc.Tbf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// That the kernel has what networks are made of: each thing is tried, in a namespace made for
/// that.
///
/// @param features what is tried
record KernelFeatures(List<Feature> features) implements Check {

  /// Something that a kernel may lack.
  ///
  /// @param name the kernel's own, as in `nf_tables family bridge`
  /// @param without what does not work where it is missing
  record Feature(String name, String without, Trial trial) {}

  /// Tries something; what the kernel refuses is missing.
  interface Trial {
    void run(Scratch scratch);
  }

  /// Where it is tried.
  record Scratch(Sysctls sysctls, Rtnetlink rtnetlink, Nftables nftables) {}

  /// Parameters of the namespace where it is tried.
  interface Sysctls {
    String read(String key);
  }

  /// All that our networks use.
  static final List<Feature> USUAL =
      List.of(
          link("bridge", "networks of the kind bridge", Bridge.of()),
          link("veth", "interfaces of containers", Veth.to(new InterfaceName("try-peer"))),
          link("ifb", "limits of what a container sends", new Ifb()),
          new Feature(
              "sch_tbf",
              "limits of bandwidth",
              scratch ->
                  scratch
                      .rtnetlink()
                      .execute(
                          Qdiscs.add(
                              Qdisc.root(
                                  Ifindex.LOOPBACK,
                                  Tbf.of(Rate.parse("1mbit"), 65_536, Duration.ofMillis(50)))))),
          nft("nf_tables family inet", "every network: there is no firewall", "add table inet t"),
          nft(
              "nf_tables family bridge",
              "every network: containers could send as somebody else",
              "add table bridge t"),
          nft(
              "nft_nat, nft_chain_nat",
              "published ports, and the way out of networks",
              "add table inet t; add chain inet t c { type nat hook prerouting priority 0; };"
                  + " add rule inet t c tcp dport 1 dnat ip to 192.0.2.1"),
          nft(
              "nft_masq",
              "the way out of networks",
              "add table inet t; add chain inet t c { type nat hook postrouting priority 0; };"
                  + " add rule inet t c masquerade"),
          nft(
              "nft_fib",
              "published ports",
              "add table inet t; add chain inet t c { type filter hook prerouting priority 0; };"
                  + " add rule inet t c fib daddr type local accept"),
          nft(
              "nf_conntrack, nft_ct",
              "answers to what containers ask",
              "add table inet t; add chain inet t c { type filter hook forward priority 0; };"
                  + " add rule inet t c ct state established accept"),
          new Feature(
              "IPv6",
              "networks with IPv6",
              scratch -> scratch.sysctls().read("net/ipv6/conf/all/forwarding")));

  private static Feature link(String kind, String without, LinkKind link) {
    return new Feature(
        kind,
        without,
        scratch ->
            scratch
                .rtnetlink()
                .execute(Links.add(LinkSpec.of(new InterfaceName("try-" + kind), link))));
  }

  private static Feature nft(String name, String without, String commands) {
    return new Feature(
        name,
        without,
        scratch -> {
          scratch.nftables().load(commands);
          scratch.nftables().load("flush ruleset");
        });
  }

  @Override
  public String name() {
    return "kernel";
  }

  @Override
  public List<Finding> look(Scene scene) {
    var thread = scene.host().namespaceThread();
    Nftables.prepare();
    try (NetworkNamespace made = thread.create();
        Rtnetlink rtnetlink = Rtnetlink.open(thread, made);
        Nftables nftables = thread.call(made, Nftables::open)) {
      Scratch scratch = new Scratch(key -> Sysctl.read(thread, made, key), rtnetlink, nftables);
      List<Finding> found = new ArrayList<>();
      for (Feature feature : features) {
        missing(feature, scratch).forEach(found::add);
      }
      return found;
    }
  }

  private List<Finding> missing(Feature feature, Scratch scratch) {
    try {
      feature.trial().run(scratch);
      return List.of();
    } catch (SystemCallException | NftablesException refused) {
      return List.of(finding(feature, refused));
    }
  }

  private Finding finding(Feature feature, RuntimeException refused) {
    return new Finding(
        name(),
        "kernel",
        "it has no " + feature.name(),
        "without it there is no: " + feature.without() + " (" + refused.getMessage() + ")",
        List.of("load the module, or use a kernel that has it"),
        false);
  }
}
