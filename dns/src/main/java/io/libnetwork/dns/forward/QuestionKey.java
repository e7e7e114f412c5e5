package io.libnetwork.dns.forward;

import io.libnetwork.dns.wire.QueryMessage;
import java.nio.charset.StandardCharsets;

/// What makes two questions one: the folded QNAME, type and class, and the bits that change the
/// answer.
///
/// @param name its octets
record QuestionKey(String name, int typeAndClass, int variant) {

  static QuestionKey of(QueryMessage query) {
    return new QuestionKey(
        new String(query.name(), StandardCharsets.ISO_8859_1),
        query.typeAndClass(),
        query.variant());
  }
}
