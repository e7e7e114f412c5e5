package io.libnetwork.http.plugin;

import io.libnetwork.address.IpPrefix;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.spi.PoolId;
import io.libnetwork.spi.PoolRequest;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is kept of a pool that engines have.
///
/// @param options with which it was asked for
/// @param claims how often it has to be given back
record PoolRecord(PoolId id, Map<String, String> options, long claims) {

  static final String KIND = "engine-pool";

  /// Who has it, in a few words for the message of who wants it too.
  static final String HOLDER = "a Docker Engine";

  PoolRecord {
    options = Map.copyOf(options);
  }

  /// Of one that was given for the first time.
  static PoolRecord of(PoolId id, Map<String, String> options) {
    return new PoolRecord(id, options, 1);
  }

  static PoolRecord of(StateRecord stored) {
    Fields fields = stored.content();
    Fields options = fields.fields("options");
    Map<String, String> texts = new LinkedHashMap<>();
    options.values().keySet().forEach(name -> texts.put(name, options.text(name)));
    return new PoolRecord(PoolId.parse(stored.key().id()), texts, fields.whole("claims"));
  }

  /// The id that a pool would have which is asked for by name, as the text it is known by.
  static Optional<String> id(PoolRequest request) {
    return request.choice() instanceof PoolChoice.Exactly(IpPrefix prefix)
        ? Optional.of(new PoolId(request.space(), prefix, request.subPool()).toString())
        : Optional.empty();
  }

  RecordKey key() {
    return new RecordKey(KIND, id.toString());
  }

  Fields fields() {
    Fields.Builder texts = Fields.builder();
    options.forEach(texts::text);
    return Fields.builder().value("options", texts.build()).whole("claims", claims).build();
  }

  PoolRecord claimed(int more) {
    return new PoolRecord(id, options, claims + more);
  }

  /// By which it is asked for again.
  PoolRequest request() {
    return new PoolRequest(
        id.space(),
        id.prefix().family(),
        new PoolChoice.Exactly(id.prefix()),
        id.subPool(),
        List.of(),
        options,
        HOLDER);
  }
}
