package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Sandbox;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.SocketTimeoutException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A container that asks for names by UDP, one after the other, as stub resolvers do.
final class NameAsker implements AutoCloseable {

  private final DatagramChannel channel;
  private int id;

  NameAsker(NamesLab lab, Sandbox sandbox) throws IOException {
    this.channel = lab.datagrams(sandbox);
  }

  /// The answer to a question for addresses.
  ///
  /// @throws SocketTimeoutException when there is none in this time
  Message ask(String name, Duration limit) throws IOException {
    Record question = Record.newRecord(Name.fromString(name, Name.root), Type.A, DClass.IN);
    Message query = Message.newQuery(question);
    query.getHeader().setID(++id & 0xffff);
    byte[] bytes = query.toWire();
    channel.socket().send(new DatagramPacket(bytes, bytes.length));
    return answer(query.getHeader().getID(), limit);
  }

  /// Answers to what was asked before and given up are passed over.
  private Message answer(int wanted, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new SocketTimeoutException("no answer in " + limit);
      }
      channel.socket().setSoTimeout(Math.toIntExact(left));
      DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
      channel.socket().receive(packet);
      Message answer = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
      if (answer.getHeader().getID() == wanted) {
        return answer;
      }
    }
  }

  /// The addresses that a name is said to have.
  List<String> addresses(String name, Duration limit) throws IOException {
    return ask(name, limit).getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
  }

  /// Asks again and again for a name that has one address.
  Latencies latencies(String name, String address, int number) throws IOException {
    List<Long> nanos = new ArrayList<>(number);
    int missing = 0;
    for (int i = 0; i < number; i++) {
      long before = System.nanoTime();
      try {
        assertThat(addresses(name, Duration.ofSeconds(1))).containsExactly(address);
        nanos.add(System.nanoTime() - before);
      } catch (SocketTimeoutException lost) {
        missing++;
      }
    }
    return new Latencies(nanos, missing);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
