package io.libnetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationRecordingTest {

  private static final String EVENT = "io.libnetwork.Operation";

  @TempDir Path folder;

  /// The recorder may begin when operations have long been made.
  @Test
  void isRecordedFromWhenARecordingBegins() throws IOException {
    Operation.run("early", () -> "e", () -> 1);
    try (Recording recording = new Recording()) {
      recording.enable(EVENT).withoutThreshold();
      recording.start();
      assertThat(Operation.run("join", () -> "web", () -> 2)).isEqualTo(2);
      assertThatThrownBy(() ->
              Operation.run(
                  "leave",
                  () -> "shop",
                  () -> {
                    throw new NetworkException.NotFound("no endpoint");
                  }))
          .isInstanceOf(NetworkException.NotFound.class);
      recording.stop();
      List<RecordedEvent> events = dump(recording);
      assertThat(events)
          .extracting(event -> event.getString("operation"))
          .contains("join", "leave");
      assertThat(events).extracting(event -> event.getString("subject")).contains("web", "shop");
      assertThat(events)
          .extracting(event -> event.getString("outcome"))
          .contains("done", "NotFound");
      assertThat(events).extracting(event -> event.getString("operation")).doesNotContain("early");
    }
  }

  private List<RecordedEvent> dump(Recording recording) throws IOException {
    Path file = folder.resolve("recording.jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals(EVENT))
        .toList();
  }
}
