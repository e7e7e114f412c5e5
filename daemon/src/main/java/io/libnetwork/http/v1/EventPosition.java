package io.libnetwork.http.v1;

import io.libnetwork.NetworkException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where somebody who follows events begins.
sealed interface EventPosition {

  /// Behind a revision of this process.
  record Behind(long revision) implements EventPosition {}

  /// He followed another process, or this one's revisions as nobody told them.
  record Elsewhere() implements EventPosition {}

  /// `epoch-revision`, or a revision of this process.
  Pattern ID = Pattern.compile("(?:([0-9a-f]{1,16})-)?([0-9]{1,18})");

  /// Reads where to begin.
  ///
  /// @param since an event's id or a revision; with what comes from now on where it is missing
  /// @throws NetworkException.InvalidParameter when it is neither
  static EventPosition of(Optional<String> since, EventLog log) {
    if (since.isEmpty()) {
      return new Behind(log.latest());
    }
    Matcher id = ID.matcher(since.get());
    if (!id.matches()) {
      throw new NetworkException.InvalidParameter(
          "invalid event id '%s': expected epoch-revision, as in %s-1, or a revision"
              .formatted(since.get(), log.epoch()));
    }
    String epoch = id.group(1);
    long revision = Long.parseLong(id.group(2));
    boolean ours = epoch == null || epoch.equals(log.epoch());
    return ours && revision <= log.latest() ? new Behind(revision) : new Elsewhere();
  }
}
