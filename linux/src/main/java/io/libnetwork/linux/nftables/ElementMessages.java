package io.libnetwork.linux.nftables;

import io.libnetwork.linux.Failpoints;
import io.libnetwork.linux.netlink.MessageWriter;
import io.libnetwork.linux.netlink.NetlinkFlags;
import io.libnetwork.linux.netlink.NetlinkSocket;
import io.libnetwork.linux.netlink.NetlinkTransaction;
import io.libnetwork.linux.netlink.NetlinkTransaction.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Elements that are added and deleted, as messages of `linux/netfilter/nf_tables.h`.
///
/// Libnftables does this too, after it has read every table, chain and set of the host, and of an
/// interval set every element: 0.3 ms and more for what takes the kernel 0.03 ms. These messages
/// name their set and are refused where it is not there.
final class ElementMessages {

  private static final int NFTA_LIST_ELEM = 1;
  private static final int NFTA_SET_ELEM_USERDATA = 6;
  private static final int NFTA_DATA_VERDICT = 2;
  private static final int NFTA_VERDICT_CODE = 1;
  private static final int NFTA_VERDICT_CHAIN = 2;
  private static final int NF_DROP = 0;
  private static final int NF_ACCEPT = 1;
  private static final int NFT_JUMP = -3;

  /// `NFTNL_UDATA_SET_ELEM_COMMENT` of libnftnl, where nft looks for an element's comment.
  private static final int COMMENT = 0;

  /// So many elements fit one attribute, whose length has 16 bits.
  private static final int MOST_ELEMENTS = 256;

  private final NetlinkTransaction transaction =
      new NetlinkTransaction(RulesetMessages.NFNL_SUBSYS_NFTABLES);
  private final List<Message> messages = new ArrayList<>();

  /// Whether the elements of a set can be sent like this. Those of an owned table belong to the
  /// socket that made it, and the ranges of a set without concatenation are two elements each.
  static boolean carry(Definition definition) {
    return !definition.table().owned() && (!definition.interval() || definition.key().size() > 1);
  }

  /// Adds what a transaction changes.
  void add(Transaction.ElementChange change) {
    switch (change) {
      case Transaction.Elements elements -> add(elements);
      case Transaction.Flush(Definition definition) -> {
        Message message = new Message(false, definition, List.of());
        messages.add(message);
        transaction.add(RulesetMessages.NFT_MSG_DELSETELEM, 0, message::write);
      }
    }
  }

  /// Adds elements of one set, in as many messages as it takes.
  private void add(Transaction.Elements change) {
    List<Element> elements = change.elements();
    for (int from = 0; from < elements.size(); from += MOST_ELEMENTS) {
      int to = Math.min(elements.size(), from + MOST_ELEMENTS);
      Message message =
          new Message(change.added(), change.definition(), elements.subList(from, to));
      messages.add(message);
      if (change.added()) {
        transaction.add(
            RulesetMessages.NFT_MSG_NEWSETELEM, NetlinkFlags.NLM_F_CREATE, message::write);
      } else {
        transaction.add(RulesetMessages.NFT_MSG_DELSETELEM, 0, message::write);
      }
    }
  }

  /// @throws NftablesException if the kernel refuses
  void send(NetlinkSocket socket) {
    if (messages.isEmpty()) {
      return;
    }
    Failpoints.before(this::step)
        .map(errno -> new Refusal(-1, errno, "", -1))
        .or(() -> socket.transact(transaction))
        .ifPresent(refusal -> {
          throw refused(refusal);
        });
  }

  private String step() {
    return messages.stream()
        .map(Message::toString)
        .sorted()
        .distinct()
        .collect(Collectors.joining(", ", "nft: ", ""));
  }

  private NftablesException refused(Refusal refusal) {
    String what =
        refusal.request() < 0 ? "the transaction" : messages.get(refusal.request()).blame(refusal);
    String text = refusal.kernelText().isEmpty() ? "" : " (" + refusal.kernelText() + ")";
    return new NftablesException(
        Complaint.reason(refusal.errno()),
        "the kernel refused " + what + ": " + refusal.errno() + text);
  }

  /// One message.
  private static final class Message {

    private final boolean added;
    private final Definition definition;
    private final List<Element> elements;

    /// Where in the message each element begins.
    private final int[] offsets;

    Message(boolean added, Definition definition, List<Element> elements) {
      this.added = added;
      this.definition = definition;
      this.elements = elements;
      this.offsets = new int[elements.size()];
    }

    @Override
    public String toString() {
      return (added ? "add to " : "delete from ") + definition.name();
    }

    void write(MessageWriter writer) {
      writer.putByte(definition.table().family().number()).putByte(0).putShort(0);
      writer.attribute(RulesetMessages.NFTA_TABLE, definition.table().name());
      writer.attribute(RulesetMessages.NFTA_NAME, definition.name());
      // Without any, a message that deletes means all.
      if (!elements.isEmpty()) {
        writer.nest(RulesetMessages.NFTA_SET_ELEM_LIST_ELEMENTS, () -> writeElements(writer));
      }
    }

    private void writeElements(MessageWriter writer) {
      for (int i = 0; i < offsets.length; i++) {
        offsets[i] = writer.messageSize();
        Element element = elements.get(i);
        writer.nest(NFTA_LIST_ELEM, () -> writeElement(writer, element));
      }
    }

    private void writeElement(MessageWriter writer, Element element) {
      value(writer, RulesetMessages.NFTA_SET_ELEM_KEY, ElementBytes.first(element.key()));
      if (definition.interval()) {
        value(writer, RulesetMessages.NFTA_SET_ELEM_KEY_END, ElementBytes.last(element.key()));
      }
      if (added) {
        writeData(writer, element.data());
        element.comment().ifPresent(text -> writeComment(writer, text));
      }
    }

    private static void writeData(MessageWriter writer, List<Component> data) {
      if (data.isEmpty()) {
        return;
      }
      if (data.getFirst() instanceof Verdict verdict) {
        writer.nest(RulesetMessages.NFTA_SET_ELEM_DATA, () -> verdict(writer, verdict));
      } else {
        value(writer, RulesetMessages.NFTA_SET_ELEM_DATA, ElementBytes.first(data));
      }
    }

    private static void value(MessageWriter writer, int attribute, byte[] bytes) {
      writer.nest(attribute, () -> writer.attribute(RulesetMessages.NFTA_DATA_VALUE, bytes));
    }

    private static void verdict(MessageWriter writer, Verdict verdict) {
      writer.nest(
          NFTA_DATA_VERDICT,
          () -> {
            writer.attributeNetworkInt(NFTA_VERDICT_CODE, code(verdict));
            if (verdict instanceof Verdict.Jump(Chain chain)) {
              writer.attribute(NFTA_VERDICT_CHAIN, chain.name());
            }
          });
    }

    private static int code(Verdict verdict) {
      return switch (verdict) {
        case Verdict.Jump _ -> NFT_JUMP;
        case Verdict.Final word -> word.equals(Verdict.DROP) ? NF_DROP : NF_ACCEPT;
      };
    }

    private static void writeComment(MessageWriter writer, String text) {
      byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
      byte[] user = new byte[ascii.length + 3];
      user[0] = COMMENT;
      user[1] = (byte) (ascii.length + 1);
      System.arraycopy(ascii, 0, user, 2, ascii.length);
      writer.attribute(NFTA_SET_ELEM_USERDATA, user);
    }

    /// Names the element to blame where the kernel points at one, otherwise the set.
    String blame(Refusal refusal) {
      String where = definition.kind() + " " + definition;
      for (int i = 0; i < offsets.length; i++) {
        if (offsets[i] == refusal.offset()) {
          return (added ? "to add " : "to delete ") + "{ " + elements.get(i) + " } of " + where;
        }
      }
      return "to " + (added ? "add " : "delete ") + offsets.length + " elements of " + where;
    }
  }
}
