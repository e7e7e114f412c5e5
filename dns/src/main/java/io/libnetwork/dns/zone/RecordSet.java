package io.libnetwork.dns.zone;

import java.nio.ByteBuffer;
import java.util.List;

/// The records of one type that a name has (RFC 2181 section 5), made ready to be sent.
public final class RecordSet {

  /// Of a set as it is sent, the records' owners as pointers: what fits a message with a question
  /// and a chain of aliases.
  static final int LARGEST = 60_000;

  private static final short CLASS_IN = 1;
  private static final int FIXED = 10;
  private static final int POINTER = 2;

  private final RecordType type;
  private final Ttl ttl;
  private final List<RecordData> data;
  private final byte[][] sent;

  /// @param data of this type, unlike each other, one or more
  RecordSet(RecordType type, Ttl ttl, List<RecordData> data) {
    this.type = type;
    this.ttl = ttl;
    this.data = List.copyOf(data);
    this.sent = data.stream().map(this::sent).toArray(byte[][]::new);
  }

  private byte[] sent(RecordData of) {
    byte[] rdata = of.toBytes();
    return ByteBuffer.allocate(FIXED + rdata.length)
        .putShort((short) type.number())
        .putShort(CLASS_IN)
        .putInt(ttl.seconds())
        .putShort((short) rdata.length)
        .put(rdata)
        .array();
  }

  /// Of one record of such a set, as [#LARGEST] counts.
  static int size(RecordData of) {
    return POINTER + FIXED + of.toBytes().length;
  }

  public RecordType type() {
    return type;
  }

  /// The same for all of them (RFC 2181 section 5.2).
  public Ttl ttl() {
    return ttl;
  }

  /// In the order in which they were added.
  public List<RecordData> data() {
    return data;
  }

  /// How many bytes [#put] puts.
  public int length(int index) {
    return sent[index].length;
  }

  /// Puts all of a record that follows its owner: TYPE, CLASS, TTL, RDLENGTH and RDATA, names in it
  /// uncompressed.
  ///
  /// @param index into [#data]
  /// @throws java.nio.BufferOverflowException if `to` has no room for [#length]
  public void put(int index, ByteBuffer to) {
    to.put(sent[index]);
  }

  @Override
  public String toString() {
    return ttl + " IN " + type + " " + data;
  }
}
