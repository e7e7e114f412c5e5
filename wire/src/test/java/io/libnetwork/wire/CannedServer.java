package io.libnetwork.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// A unix socket that answers every connection with the same bytes, and keeps what was asked.
final class CannedServer implements AutoCloseable {

  private final ServerSocketChannel server;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final DaemonAddress.Unix address;
  private final Thread serving;

  private CannedServer(Path path, String answer, boolean staysOpen) throws IOException {
    address = new DaemonAddress.Unix(path.toAbsolutePath());
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    serving = Thread.ofPlatform().daemon().start(() -> serve(answer, staysOpen));
  }

  /// Answers and closes the connection.
  static CannedServer answering(Path folder, String answer) throws IOException {
    return new CannedServer(folder.resolve("s"), answer, false);
  }

  /// Answers, and leaves the connection open until the server is closed.
  static CannedServer hanging(Path folder, String answer) throws IOException {
    return new CannedServer(folder.resolve("s"), answer, true);
  }

  DaemonAddress.Unix address() {
    return address;
  }

  /// The requests there were, whole.
  List<String> asked() {
    return asked;
  }

  private void serve(String answer, boolean staysOpen) {
    while (true) {
      try (SocketChannel channel = server.accept()) {
        asked.add(request(Channels.newInputStream(channel)));
        OutputStream out = Channels.newOutputStream(channel);
        out.write(answer.getBytes(StandardCharsets.UTF_8));
        out.flush();
        if (staysOpen) {
          end.await();
        }
      } catch (ClosedChannelException over) {
        return;
      } catch (IOException gone) {
        asked.add("gone: " + gone.getMessage());
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static String request(InputStream in) throws IOException {
    StringBuilder all = new StringBuilder();
    int length = 0;
    String line;
    do {
      line = HttpHead.line(in);
      all.append(line).append('\n');
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
    } while (!line.isEmpty());
    return all + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    end.countDown();
    try {
      server.close();
      serving.join();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
