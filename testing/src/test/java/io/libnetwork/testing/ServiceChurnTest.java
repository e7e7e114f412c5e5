package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.Service;
import io.libnetwork.ServiceOption;
import io.libnetwork.ServicePort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whether a connection is lost, or a datagram not answered, while backends come, drain and go.
class ServiceChurnTest {

  private static final int PORT = 80;
  private static final int CONNECTIONS = 10_000;
  private static final int CHANGES = 8;
  private static final int CLIENTS = 4;
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /// More than the machine may stand still, and all the same no datagram is sent twice.
  private static final int PATIENCE_MILLIS = 5_000;

  private static final Duration DRAIN = Duration.ofMillis(500);

  private final Queue<String> lost = new ConcurrentLinkedQueue<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger changed = new AtomicInteger();
  private Lab lab;
  private Network shop;
  private Service web;
  private Place client;
  private volatile boolean over;

  @BeforeEach
  void open() throws IOException {
    lab = Lab.open();
    shop = lab.bridge("shop");
    client = lab.place(lab.controller().attach("client", shop));
    web =
        shop.createService(
            "web",
            new ServiceOption.Port(ServicePort.of(Protocol.TCP, PORT)),
            new ServiceOption.Port(ServicePort.of(Protocol.UDP, PORT)));
    for (int i = 0; i < 4; i++) {
      Attachment backend = lab.controller().attach("backend" + i, shop);
      serve(lab.place(backend));
      web.add(backend.endpoint());
    }
  }

  @AfterEach
  void close() throws Exception {
    over = true;
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
    if (lab != null) {
      lab.close();
    }
  }

  /// Answers each connection with a byte, and each datagram with itself.
  private void serve(Place place) throws IOException {
    ServerSocketChannel streams = place.listen(PORT, 4_096);
    DatagramChannel datagrams = place.datagrams(IpFamily.V4, PORT);
    start(() -> {
      try (SocketChannel accepted = streams.accept()) {
        int _ = accepted.write(ByteBuffer.wrap(new byte[] {1}));
      }
    });
    ByteBuffer datagram = ByteBuffer.allocate(16);
    start(() -> {
      datagram.clear();
      SocketAddress from = datagrams.receive(datagram);
      int _ = datagrams.send(datagram.flip(), from);
    });
    open.add(streams);
    open.add(datagrams);
  }

  private interface Step {
    void run() throws IOException;
  }

  /// Does something again and again until its channel is closed.
  private void start(Step step) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              while (!over) {
                try {
                  step.run();
                } catch (ClosedChannelException closed) {
                  return;
                } catch (IOException failure) {
                  lost.add("a backend: " + failure);
                }
              }
            });
    open.add(() -> thread.join(5_000));
  }

  private void connect(IpAddress to) {
    asked.incrementAndGet();
    try (SocketChannel connection = client.connect(to, PORT)) {
      if (connection.socket().getInputStream().read() != 1) {
        lost.add("a connection that was accepted and not answered");
      }
    } catch (IOException failure) {
      lost.add("a connection: " + failure);
    }
  }

  /// Each from a port of its own, so that each is led anew.
  private void send(IpAddress to) {
    try (DatagramChannel channel = client.datagrams(IpFamily.V4, 0)) {
      channel.connect(new InetSocketAddress(to.toInetAddress(), PORT));
      channel.socket().setSoTimeout(PATIENCE_MILLIS);
      int _ = channel.write(ByteBuffer.wrap(new byte[] {1}));
      DatagramPacket answer = new DatagramPacket(new byte[16], 16);
      channel.socket().receive(answer);
    } catch (IOException failure) {
      lost.add("a datagram: " + failure);
    }
  }

  /// One after the other drains, goes, and comes back with another weight.
  private void change(int round) {
    List<Endpoint> endpoints = shop.endpoints();
    Endpoint endpoint = shop.getEndpoint("backend" + round % (endpoints.size() - 1));
    web.drain(endpoint, DRAIN);
    while (web.findBackend(endpoint).isPresent()) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    web.add(endpoint, 1 + round % 5);
  }

  /// However fast one of the two is, there is enough of the other.
  private boolean isToGoOn() {
    return asked.get() < CONNECTIONS || changed.get() < CHANGES;
  }

  @Test
  void losesNothing() throws InterruptedException {
    IpAddress to = web.addresses().getFirst();
    long deadline = System.nanoTime() + LONGEST.toNanos();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      boolean datagrams = i == 0;
      clients.add(
          Thread.ofPlatform()
              .start(() -> {
                while (isToGoOn() && System.nanoTime() < deadline) {
                  if (datagrams) {
                    send(to);
                  } else {
                    connect(to);
                  }
                }
              }));
    }
    while (clients.stream().anyMatch(Thread::isAlive)) {
      change(changed.getAndIncrement());
    }
    for (Thread each : clients) {
      each.join();
    }
    System.err.printf("%d connections, %d changes%n", asked.get(), changed.get());
    assertThat(lost).isEmpty();
    assertThat(changed.get()).as("changes").isGreaterThan(3);
    assertThat(asked.get()).as("connections").isGreaterThan(1_000);
  }
}
