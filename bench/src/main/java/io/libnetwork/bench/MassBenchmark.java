package io.libnetwork.bench;

import io.libnetwork.AttachRequest;
import io.libnetwork.Attachment;
import io.libnetwork.Network;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A thousand containers attached to one network, and all removed; the kernel's limit of one bridge
/// is 1,023.
final class MassBenchmark {

  private static final int CONTAINERS = 1_000;
  private static final int ROUNDS = 3;
  private static final int WARM_UP = 1_000;
  private static final LinkGroup GROUP = new LinkGroup(7);

  private MassBenchmark() {}

  static void run(Consumer<Row> rows) {
    Samples attach = new Samples();
    Samples remove = new Samples();
    Samples floorAttach = new Samples();
    Samples floorRemove = new Samples();
    Samples attachNamed = new Samples();
    Samples removeNamed = new Samples();
    try (Scene scene = Scene.open()) {
      warmUp(scene);
      ours(scene, scene.named(), new Samples(), new Samples());
      for (int round = 0; round < ROUNDS; round++) {
        ours(scene, scene.network(), attach, remove);
        ours(scene, scene.named(), attachNamed, removeNamed);
        floor(scene, floorAttach, floorRemove);
      }
    }
    rows.accept(Row.of("mass-attach-1000", attach, KernelFloor.NAME, floorAttach));
    rows.accept(Row.of("mass-remove-1000", remove, KernelFloor.NAME, floorRemove));
    rows.accept(Row.of("mass-attach-1000-with-names", attachNamed, KernelFloor.NAME, floorAttach));
    rows.accept(Row.of("mass-remove-1000-with-names", removeNamed, KernelFloor.NAME, floorRemove));
  }

  private static void warmUp(Scene scene) {
    for (int round = 0; round < WARM_UP; round++) {
      scene.controller().attach("warm-up", scene.network()).sandbox().delete();
      scene.floor().attach().close();
    }
  }

  private static void ours(Scene scene, Network network, Samples attach, Samples remove) {
    List<AttachRequest> requests = new ArrayList<>(CONTAINERS);
    for (int number = 0; number < CONTAINERS; number++) {
      requests.add(AttachRequest.of("container-" + number, network));
    }
    List<Attachment> attached = new ArrayList<>(CONTAINERS);
    attach.time(() -> attached.addAll(scene.controller().attachAll(requests)));
    remove.time(
        () -> scene.controller().removeAll(attached.stream().map(Attachment::sandbox).toList()));
    settle(scene);
  }

  /// The kernel cleans namespaces up one after the other, long after they were closed. When it has
  /// come to one that was closed last, it is through with all others, and what is measured next
  /// does not pay for them.
  private static void settle(Scene scene) {
    scene.controller().attach("settle", scene.network()).sandbox().delete();
  }

  /// The links go in one batch, by a group, and then the namespaces, which have nothing left.
  private static void floor(Scene scene, Samples attach, Samples remove) {
    List<KernelFloor.Container> attached = new ArrayList<>(CONTAINERS);
    attach.time(() -> {
      for (int number = 0; number < CONTAINERS; number++) {
        attached.add(scene.floor().attachWithoutIpv6());
      }
    });
    remove.time(() -> remove(scene, attached));
    settle(scene);
  }

  private static void remove(Scene scene, List<KernelFloor.Container> attached) {
    NetworkNamespace namespace = scene.host().namespace();
    try (Rtnetlink rtnetlink = Rtnetlink.open(scene.host().thread(), namespace)) {
      NetlinkBatch batch = rtnetlink.batch();
      attached.forEach(
          container -> batch.add(Links.change(container.link(), LinkSetting.group(GROUP))));
      batch.send();
      rtnetlink.execute(Links.delete(GROUP));
    }
    attached.forEach(KernelFloor.Container::close);
  }
}
