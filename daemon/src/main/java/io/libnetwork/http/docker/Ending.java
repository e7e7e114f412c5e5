package io.libnetwork.http.docker;

import io.libnetwork.NetworkException;
import io.libnetwork.http.Answer;
import io.libnetwork.http.docker.DockerEvents.Follower;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The end of a container, for who waits for it: it has no process, so it always ends well.
///
/// @param condition `not-running`, `next-exit` or `removed`
record Ending(Container container, String condition) {

  private static final Set<String> CONDITIONS = Set.of("not-running", "next-exit", "removed");
  private static final byte[] ENDED = "{\"StatusCode\":0}\n".getBytes(StandardCharsets.UTF_8);

  /// After so long an empty line is written, which tells whether anybody reads.
  private static final Duration SILENCE = Duration.ofSeconds(15);

  Ending {
    if (!CONDITIONS.contains(condition)) {
      throw new NetworkException.InvalidParameter("invalid condition: \"%s\"".formatted(condition));
    }
  }

  /// An answer that begins at once and is whole when the container has ended.
  Answer awaited(DockerEvents events) {
    return Answer.stream("application/json", out -> write(out, events));
  }

  private void write(OutputStream out, DockerEvents events) throws IOException {
    try (Follower follower = events.follow(Optional.empty())) {
      out.flush();
      boolean over = condition.equals("not-running") && !container.record().running();
      while (!over && !follower.ended()) {
        Optional<DockerEvent> next = follower.next(SILENCE);
        if (next.isEmpty()) {
          out.write('\n');
          out.flush();
        }
        over = next.filter(this::isIt).isPresent();
      }
      if (over) {
        out.write(ENDED);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isIt(DockerEvent event) {
    boolean end =
        event.action().equals("destroy")
            || (event.action().equals("die") && !condition.equals("removed"));
    return end && event.type().equals("container") && event.id().equals(container.id());
  }
}
