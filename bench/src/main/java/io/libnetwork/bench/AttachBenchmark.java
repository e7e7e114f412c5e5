package io.libnetwork.bench;

import io.libnetwork.Attachment;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.Sandbox;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.rtnetlink.Ifindex;
import java.util.function.Consumer;

/// One container at a time: ours and the floor take turns, so that both meet the same noise.
final class AttachBenchmark {

  private static final int WARM_UP = 150;
  private static final int ROUNDS = 300;
  private static final String CONTAINER = "bench";
  private static final NetworkOption.Pool POOL = NetworkOption.Pool.of("10.97.0.0/16");
  private static final InterfaceAddress FLOOR_ADDRESS = InterfaceAddress.parse("10.96.0.1/16");

  private AttachBenchmark() {}

  static void run(Consumer<Row> rows) {
    try (Scene scene = Scene.open()) {
      attachAndTearDown(scene, scene.network(), "", rows);
      attachAndTearDown(scene, scene.named(), "-with-names", rows);
      attachByOneCall(scene, scene.network(), "", rows);
      attachByOneCall(scene, scene.named(), "-with-names", rows);
      detach(scene, rows);
      networks(scene, rows);
    }
  }

  private static void attachAndTearDown(
      Scene scene, Network network, String kind, Consumer<Row> rows) {
    Samples attach = new Samples();
    Samples tearDown = new Samples();
    Samples floorAttach = new Samples();
    Samples floorTearDown = new Samples();
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      Samples[] into =
          round < 0
              ? new Samples[] {new Samples(), new Samples(), new Samples(), new Samples()}
              : new Samples[] {attach, tearDown, floorAttach, floorTearDown};
      Sandbox[] sandbox = new Sandbox[1];
      scene.floor().settle();
      into[0].time(() -> sandbox[0] = attach(scene, network));
      into[1].time(sandbox[0]::delete);
      KernelFloor.Container[] container = new KernelFloor.Container[1];
      scene.floor().settle();
      into[2].time(() -> container[0] = scene.floor().attach());
      into[3].time(container[0]::close);
    }
    rows.accept(Row.of("attach" + kind, attach, KernelFloor.NAME, floorAttach));
    rows.accept(Row.of("teardown" + kind, tearDown, KernelFloor.NAME, floorTearDown));
  }

  private static Sandbox attach(Scene scene, Network network) {
    Sandbox sandbox = scene.controller().createSandbox(CONTAINER);
    Endpoint endpoint = network.createEndpoint(CONTAINER);
    endpoint.join(sandbox);
    return sandbox;
  }

  private static void attachByOneCall(
      Scene scene, Network network, String kind, Consumer<Row> rows) {
    Samples ours = new Samples();
    Samples floor = new Samples();
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      Samples intoOurs = round < 0 ? new Samples() : ours;
      Samples intoFloor = round < 0 ? new Samples() : floor;
      Attachment[] attached = new Attachment[1];
      scene.floor().settle();
      intoOurs.time(() -> attached[0] = scene.controller().attach(CONTAINER, network));
      attached[0].sandbox().delete();
      KernelFloor.Container[] container = new KernelFloor.Container[1];
      scene.floor().settle();
      intoFloor.time(() -> container[0] = scene.floor().attach());
      container[0].close();
    }
    rows.accept(Row.of("attach-one-call" + kind, ours, KernelFloor.NAME, floor));
  }

  private static void detach(Scene scene, Consumer<Row> rows) {
    Samples ours = new Samples();
    Samples floor = new Samples();
    Sandbox sandbox = scene.controller().createSandbox(CONTAINER);
    try (NetworkNamespace namespace = scene.floor().namespace()) {
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        Samples into = round < 0 ? new Samples() : ours;
        Endpoint endpoint = scene.network().createEndpoint(CONTAINER);
        endpoint.join(sandbox);
        scene.floor().settle();
        into.time(() -> {
          endpoint.leave();
          endpoint.delete();
        });
        Ifindex link = scene.floor().plugIn(namespace);
        scene.floor().settle();
        long removed = scene.floor().remove(link);
        if (round >= 0) {
          floor.add(removed);
        }
      }
    }
    sandbox.delete();
    rows.accept(Row.of("detach", ours, KernelFloor.NAME, floor));
  }

  private static void networks(Scene scene, Consumer<Row> rows) {
    Samples create = new Samples();
    Samples delete = new Samples();
    Samples floorCreate = new Samples();
    Samples floorDelete = new Samples();
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      Samples intoCreate = round < 0 ? new Samples() : create;
      Samples intoDelete = round < 0 ? new Samples() : delete;
      Network[] network = new Network[1];
      scene.floor().settle();
      intoCreate.time(() ->
          network[0] = scene.controller().createNetwork(BridgeDriver.NAME, "bench-other", POOL));
      scene.floor().settle();
      intoDelete.time(network[0]::delete);
      Samples intoFloor = round < 0 ? new Samples() : floorCreate;
      Ifindex[] link = new Ifindex[1];
      scene.floor().settle();
      intoFloor.time(() -> link[0] = scene.floor().createNetwork(FLOOR_ADDRESS));
      scene.floor().settle();
      long removed = scene.floor().remove(link[0]);
      if (round >= 0) {
        floorDelete.add(removed);
      }
    }
    rows.accept(Row.of("network-create", create, KernelFloor.NAME, floorCreate));
    rows.accept(Row.of("network-delete", delete, KernelFloor.NAME, floorDelete));
  }
}
