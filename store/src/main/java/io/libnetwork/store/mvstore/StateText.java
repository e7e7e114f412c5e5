package io.libnetwork.store.mvstore;

import io.libnetwork.NetworkException;
import io.libnetwork.store.Change;
import io.libnetwork.store.Commit;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.Schema;
import io.libnetwork.store.Snapshot;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;

/// A whole store as one JSON object (RFC 8259), for people to read and for other stores to take
/// over.
///
/// ```json
/// {"format":1,"revision":7,"records":[
/// {"kind":"network","id":"4d1f","version":7,"schema":1,"content":{"name":"web"}}
/// ]}
/// ```
///
/// Records are ordered by kind and id, each on a line of its own, so two texts can be compared by
/// diff(1).
public final class StateText {

  private static final long FORMAT = 1;

  private StateText() {}

  /// Writes everything that is in a snapshot, in UTF-8. The stream stays open.
  public static void write(Snapshot snapshot, OutputStream out) throws IOException {
    out.write(
        bytes(
            "{\"format\":%d,\"revision\":%d,\"records\":[".formatted(FORMAT, snapshot.revision())));
    String separator = "\n";
    for (StateRecord stored : snapshot.records()) {
      out.write(bytes(separator));
      out.write(RecordText.line(stored));
      separator = ",\n";
    }
    out.write(bytes("\n]}\n"));
    out.flush();
  }

  /// Makes a store what a text says, and nothing else, in one commit: records it does not name are
  /// deleted. The versions are the store's own. The text is read to its end first, so one that
  /// cannot be understood changes nothing.
  ///
  /// @param in the text in UTF-8; stays open
  /// @param schema the program's, in which older records are said
  /// @return to be awaited
  /// @throws NetworkException.InvalidParameter if the text is not one, with the line and column
  /// @throws NetworkException.Forbidden if it is of a later schema
  public static Commit restore(StateStore store, InputStream in, Schema schema) {
    List<StateRecord> wanted = read(in).stream().map(schema::migrate).toList();
    Set<RecordKey> named = wanted.stream().map(StateRecord::key).collect(Collectors.toSet());
    List<Change> changes = new ArrayList<>();
    for (StateRecord found : store.snapshot().records()) {
      if (!named.contains(found.key())) {
        changes.add(new Change.Remove(found.key()));
      }
    }
    wanted.forEach(each -> changes.add(new Change.Put(each.key(), each.content())));
    return store.queue(changes);
  }

  /// The records a text holds, in its order.
  ///
  /// @param in the text in UTF-8; stays open
  /// @throws NetworkException.InvalidParameter if the text is not one, with the line and column
  public static List<StateRecord> read(InputStream in) {
    try (JsonParser json = RecordText.JSON.createParser(ObjectReadContext.empty(), in)) {
      return read(json);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw new NetworkException.InvalidParameter(
          "the text of a store cannot be read at line %d, column %d: %s"
              .formatted(at.getLineNr(), at.getColumnNr(), e.getOriginalMessage()),
          e);
    }
  }

  private static List<StateRecord> read(JsonParser json) {
    RecordText.expect(json, JsonToken.START_OBJECT, "the text of a store");
    long format = RecordText.number(json, "format");
    if (format != FORMAT) {
      throw new StreamReadException(
          json,
          "the text is of format %d, and this program knows format %d".formatted(format, FORMAT));
    }
    long _ = RecordText.number(json, "revision");
    RecordText.name(json, "records");
    RecordText.expect(json, JsonToken.START_ARRAY, "a list of records");
    List<StateRecord> records = records(json);
    RecordText.expect(json, JsonToken.END_OBJECT, "the end of the store's text");
    JsonToken after = json.nextToken();
    if (after != null) {
      throw new StreamReadException(json, "something follows the end of the store's text");
    }
    return records;
  }

  private static List<StateRecord> records(JsonParser json) {
    List<StateRecord> records = new ArrayList<>();
    Set<RecordKey> seen = new HashSet<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      try {
        StateRecord stored = stored(json);
        if (!seen.add(stored.key())) {
          throw new StreamReadException(json, "record %s is there twice".formatted(stored.key()));
        }
        records.add(stored);
      } catch (NetworkException refused) {
        throw new StreamReadException(json, refused.getMessage(), refused);
      }
    }
    if (json.currentToken() != JsonToken.END_ARRAY) {
      throw new StreamReadException(json, "expected a record or the end of the list");
    }
    return records;
  }

  private static StateRecord stored(JsonParser json) {
    String kind = RecordText.text(json, "kind");
    String id = RecordText.text(json, "id");
    StateRecord stored =
        new StateRecord(
            new RecordKey(kind, id),
            RecordText.number(json, "version"),
            RecordText.schema(json),
            RecordText.content(json));
    RecordText.expect(json, JsonToken.END_OBJECT, "the end of the record");
    return stored;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
