package io.libnetwork.daemon.tracing;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A span as a collector gets it: `opentelemetry/proto/trace/v1/trace.proto`.
///
/// @param parent empty where there is none
/// @param kind 1 for what is internal, 2 for an answer to a request
/// @param nanos it took
/// @param attributes of the span; numbers as texts
/// @param resource the attributes of who sent it
/// @param failed whether its status is that of an error
record ReceivedSpan(
    String trace,
    String id,
    String parent,
    String name,
    long kind,
    long nanos,
    Map<String, String> attributes,
    Map<String, String> resource,
    boolean failed) {

  private static final int INTERNAL_ERROR = 2;

  /// The value of an attribute; empty where it has none of the name.
  String says(String name) {
    return attributes.getOrDefault(name, "");
  }

  /// The spans of an `ExportTraceServiceRequest`.
  static List<ReceivedSpan> read(byte[] request) {
    List<ReceivedSpan> spans = new ArrayList<>();
    for (Protobuf ofResource : Protobuf.of(ByteBuffer.wrap(request)).messages(1)) {
      Map<String, String> resource =
          ofResource.messages(1).stream()
              .findFirst()
              .map(found -> attributes(found, 1))
              .orElse(Map.of());
      for (Protobuf ofScope : ofResource.messages(2)) {
        ofScope.messages(2).forEach(span -> spans.add(read(span, resource)));
      }
    }
    return spans;
  }

  private static ReceivedSpan read(Protobuf span, Map<String, String> resource) {
    boolean failed = span.messages(15).stream().anyMatch(one -> one.number(3) == INTERNAL_ERROR);
    return new ReceivedSpan(
        HexFormat.of().formatHex(span.bytes(1)),
        HexFormat.of().formatHex(span.bytes(2)),
        HexFormat.of().formatHex(span.bytes(4)),
        span.text(5),
        span.number(6),
        span.number(8) - span.number(7),
        attributes(span, 9),
        resource,
        failed);
  }

  private static Map<String, String> attributes(Protobuf holder, int field) {
    Map<String, String> attributes = new TreeMap<>();
    for (Protobuf attribute : holder.messages(field)) {
      Protobuf value = attribute.messages(2).getFirst();
      attributes.put(
          attribute.text(1), value.has(1) ? value.text(1) : String.valueOf(value.number(3)));
    }
    return attributes;
  }
}
