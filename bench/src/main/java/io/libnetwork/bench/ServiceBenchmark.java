package io.libnetwork.bench;

import io.libnetwork.AttachRequest;
import io.libnetwork.Attachment;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.Service;
import io.libnetwork.ServiceOption;
import io.libnetwork.ServicePort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.nftables.Component;
import io.libnetwork.linux.nftables.Element;
import io.libnetwork.linux.nftables.ElementType;
import io.libnetwork.linux.nftables.Family;
import io.libnetwork.linux.nftables.MapDefinition;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.nftables.Table;
import io.libnetwork.linux.nftables.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// One backend among 1,000 that gets no new connections any more, and then does again; beside a
/// bare transaction that changes as many elements of a map of the same size.
final class ServiceBenchmark {

  private static final int BACKENDS = 1_000;
  private static final int SLOTS = 16_384;

  /// A backend's part of the slots.
  private static final int MOVED = SLOTS / BACKENDS;

  private static final int WARM_UP = 200;
  private static final int ROUNDS = 200;

  private ServiceBenchmark() {}

  static void run(Consumer<Row> rows) {
    try (Scene scene = Scene.open();
        Nftables nftables = scene.host().thread().call(scene.host().namespace(), Nftables::open)) {
      Service web = service(scene);
      MapDefinition map = map(nftables);
      Samples ours = new Samples();
      Samples bare = new Samples();
      List<Endpoint> endpoints = scene.network().endpoints();
      for (int round = 0; round < WARM_UP + ROUNDS; round++) {
        Endpoint changed = endpoints.get(round / 2 % endpoints.size());
        boolean well = round % 2 == 1;
        Samples mine = round < WARM_UP ? new Samples() : ours;
        Samples floor = round < WARM_UP ? new Samples() : bare;
        mine.time(() -> web.healthy(changed, well));
        Transaction moved = moved(map, well);
        floor.time(() -> nftables.apply(moved));
      }
      rows.accept(Row.of("service-change-1000", ours, "bare transaction", bare));
      web.delete();
      scene.controller().removeAll(scene.controller().sandboxes());
      scene.network().delete();
    }
  }

  private static Service service(Scene scene) {
    Network network = scene.network();
    List<AttachRequest> requests = new ArrayList<>();
    for (int i = 0; i < BACKENDS; i++) {
      requests.add(AttachRequest.of("bench" + i, network));
    }
    List<Attachment> attached = scene.controller().attachAll(requests);
    Service web =
        network.createService("web", new ServiceOption.Port(ServicePort.of(Protocol.TCP, 80)));
    attached.forEach(each -> web.add(each.endpoint()));
    return web;
  }

  private static MapDefinition map(Nftables nftables) {
    Table table = new Table(Family.INET, "bench");
    MapDefinition map =
        table.map(
            "slots",
            List.of(
                ElementType.IPV4_ADDR,
                ElementType.INET_PROTO,
                ElementType.INET_SERVICE,
                ElementType.CLASSID),
            ElementType.IPV4_ADDR,
            ElementType.INET_SERVICE);
    List<Element> all = new ArrayList<>();
    for (int slot = 0; slot < SLOTS; slot++) {
      all.add(slot(map, slot, true));
    }
    nftables.apply(Transaction.builder().add(table).add(map).build());
    nftables.apply(Transaction.builder().add(all).build());
    return map;
  }

  private static Transaction moved(MapDefinition map, boolean there) {
    List<Element> gone = new ArrayList<>();
    List<Element> come = new ArrayList<>();
    for (int slot = 0; slot < MOVED; slot++) {
      gone.add(slot(map, slot, !there));
      come.add(slot(map, slot, there));
    }
    return Transaction.builder().delete(gone).add(come).build();
  }

  private static Element slot(MapDefinition map, int number, boolean there) {
    Port port = new Port(80);
    return map.element(
        List.of(
            Component.of(IpAddress.parse("10.98.0.9")),
            Component.of(Protocol.TCP),
            Component.of(port),
            Component.classId(number)),
        Component.of(IpAddress.parse(there ? "10.98.0.2" : "10.98.0.3")),
        Component.of(port));
  }
}
