package io.libnetwork.bench;

import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonArray;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Docker's API, asked one thing after the other.
record Calls(Api api) {

  private static final int NETWORKS_WARM_UP = 50;
  private static final int NETWORKS = 250;

  /// One on the network `bridge`.
  String container(String image) {
    return started(JsonObject.EMPTY.with("Image", image));
  }

  private String started(JsonObject asked) {
    String id = api.call(Request.post("/containers/create", asked)).object().text("Id");
    var _ = api.call(Request.post("/containers/" + id + "/start"));
    return id;
  }

  String create(String name) {
    return api.call(Request.post("/networks/create", JsonObject.EMPTY.with("Name", name)))
        .object()
        .text("Id");
  }

  String create(String name, String subnet) {
    JsonObject pool = JsonObject.EMPTY.with("Subnet", subnet);
    JsonObject ipam = JsonObject.EMPTY.with("Config", new JsonArray(List.of(pool)));
    return api.call(
            Request.post(
                "/networks/create", JsonObject.EMPTY.with("Name", name).with("IPAM", ipam)))
        .object()
        .text("Id");
  }

  void delete(String network) {
    var _ = api.call(Request.delete("/networks/" + network));
  }

  void connect(String network, String container) {
    var _ =
        api.call(
            Request.post(
                "/networks/" + network + "/connect",
                JsonObject.EMPTY.with("Container", container)));
  }

  void disconnect(String network, String container) {
    var _ =
        api.call(
            Request.post(
                "/networks/" + network + "/disconnect",
                JsonObject.EMPTY.with("Container", container)));
  }

  void list() {
    var _ = api.call(Request.get("/networks"));
  }

  /// Until what is asked most takes as long as it will.
  void warmUp(String container, int rounds) {
    ours(container, NETWORKS_WARM_UP);
    String network = create("warm");
    for (int round = 0; round < rounds; round++) {
      connect(network, container);
      disconnect(network, container);
    }
    delete(network);
  }

  /// Everything once and again, for who learns.
  void ours(String container, int rounds) {
    for (int round = 0; round < rounds; round++) {
      String network = create("warm-up");
      connect(network, container);
      list();
      disconnect(network, container);
      delete(network);
    }
  }

  Map<String, Samples> measure(String container, int rounds) {
    Samples creates = new Samples();
    Samples removes = new Samples();
    Samples connects = new Samples();
    Samples disconnects = new Samples();
    for (int round = 0; round < rounds; round++) {
      pair("empty", creates, removes);
    }
    String network = create("connect");
    for (int round = 0; round < rounds; round++) {
      connects.time(() -> connect(network, container));
      disconnects.time(() -> disconnect(network, container));
    }
    delete(network);
    Map<String, Samples> more = crowded(rounds);
    Map<String, Samples> all = new LinkedHashMap<>();
    all.put("api-network-create", creates);
    all.put("api-network-remove", removes);
    all.put("api-connect", connects);
    all.put("api-disconnect", disconnects);
    all.putAll(more);
    return all;
  }

  private void pair(String name, Samples creates, Samples removes) {
    String[] id = new String[1];
    creates.time(() -> id[0] = create(name));
    removes.time(() -> delete(id[0]));
  }

  /// With many networks there already.
  private Map<String, Samples> crowded(int rounds) {
    List<String> networks = new ArrayList<>();
    for (int number = 0; number < NETWORKS; number++) {
      networks.add(
          create("network-" + number, "10.%d.%d.0/24".formatted(100 + number / 100, number % 100)));
    }
    Samples creates = new Samples();
    Samples removes = new Samples();
    Samples lists = new Samples();
    for (int round = 0; round < rounds; round++) {
      String[] id = new String[1];
      creates.time(() -> id[0] = create("one-more", "10.200.0.0/24"));
      removes.time(() -> delete(id[0]));
      lists.time(this::list);
    }
    networks.forEach(this::delete);
    return Map.of("api-network-create-at-250", creates, "api-list-250", lists);
  }

  /// Containers that stay.
  void fill(int endpoints, int each) {
    String network = "";
    for (int number = 0; number < endpoints; number++) {
      if (number % each == 0) {
        network = create("full-" + number / each);
      }
      JsonObject on = JsonObject.EMPTY.with("NetworkMode", network);
      var _ = started(JsonObject.EMPTY.with("Image", "scratch").with("HostConfig", on));
    }
  }
}
