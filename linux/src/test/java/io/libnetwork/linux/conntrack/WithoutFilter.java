package io.libnetwork.linux.conntrack;

import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.NetlinkRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Requests as a kernel reads them that does not know `CTA_FILTER`: it skips the attribute.
final class WithoutFilter {

  private static final int HEADER_SIZE = 16;

  private WithoutFilter() {}

  static NetlinkRequest<Void> of(NetlinkRequest<Void> request) {
    ByteBuffer bytes = ByteBuffer.wrap(request.encode(1)).order(ByteOrder.nativeOrder());
    bytes.position(HEADER_SIZE + ConntrackConstants.NFGENMSG_SIZE);
    return NetlinkRequest.command(
        request.description(),
        request.type(),
        request.flags(),
        writer -> {
          writer.putInt(bytes.getInt(HEADER_SIZE));
          Attributes attributes = new Attributes(bytes);
          while (attributes.next()) {
            if (attributes.type() != ConntrackConstants.CTA_FILTER) {
              writer.attribute(attributes.type(), attributes.bytes());
            }
          }
        });
  }
}
