package io.libnetwork.plugins.client;

import io.libnetwork.plugins.discovery.PluginAddress;
import io.libnetwork.plugins.protocol.Activation;
import io.libnetwork.plugins.protocol.ErrorMember;
import io.libnetwork.plugins.protocol.IpamMethod;
import io.libnetwork.plugins.protocol.MalformedMessageException;
import io.libnetwork.plugins.protocol.NetworkMethod;
import io.libnetwork.plugins.protocol.PluginMethod;
import io.libnetwork.plugins.protocol.PluginProtocol;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.MalformedJsonException;
import io.libnetwork.wire.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Calls of one plugin: found by its name, asked what it implements, and again whenever it was not
/// there meanwhile.
///
/// What was not sent is tried again for a moment, because a plugin may just be starting. What was
/// sent and has no answer is tried again only where it does no harm to be asked twice.
///
/// Safe for use by many threads, whose calls do not wait for each other's.
public final class PluginClient {

  private static final Set<PluginMethod> HARMLESS =
      Set.of(
          NetworkMethod.GET_CAPABILITIES,
          NetworkMethod.GATEWAY_CHECK,
          NetworkMethod.ENDPOINT_OPER_INFO,
          IpamMethod.GET_CAPABILITIES,
          IpamMethod.GET_DEFAULT_ADDRESS_SPACES);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int LONGEST_SHOWN = 200;

  private final String name;
  private final Supplier<Optional<PluginAddress>> finder;
  private final PluginSettings settings;
  private final Breaker breaker;

  /// As it was the last time; empty while it has not been asked, or was not there.
  private volatile @Nullable Active active;

  /// A plugin that has shaken hands.
  private record Active(PluginSocket socket, Activation activation) {}

  /// @param name the plugin's
  /// @param finder where it is now; asked anew when nobody listens there any more
  public PluginClient(
      String name, Supplier<Optional<PluginAddress>> finder, PluginSettings settings) {
    this.name = name;
    this.finder = finder;
    this.settings = settings;
    this.breaker = new Breaker(settings.failures(), settings.pause(), System::nanoTime);
  }

  /// The plugin's name.
  public String name() {
    return name;
  }

  PluginSettings settings() {
    return settings;
  }

  /// What the plugin implements.
  ///
  /// @throws PluginException if it does not say
  public Activation activation() {
    return PluginThreads.call(() -> guarded(() -> active(deadline()).activation()));
  }

  /// Makes a call.
  ///
  /// @param body without members for none
  /// @throws PluginException if there is no answer, or the answer is a refusal
  public JsonObject call(PluginMethod method, JsonObject body) {
    return PluginThreads.call(() -> guarded(() -> made(method, body)));
  }

  /// What cannot be asked for is refused before anything else is.
  private JsonObject made(PluginMethod method, JsonObject body) {
    long end = deadline();
    Reply reply = sent(method, body, end);
    return answer(method.path(), reply);
  }

  private Reply sent(PluginMethod method, JsonObject body, long end) {
    long patientUntil = System.nanoTime() + settings.patience().toNanos();
    Duration pause = FIRST_PAUSE;
    boolean again = HARMLESS.contains(method);
    while (true) {
      try {
        Active now = active(end);
        requireImplemented(now, method);
        return now.socket().ask(method.path(), body, left(end));
      } catch (PluginException.NotReached absent) {
        active = null;
        if (Math.min(end, patientUntil) - System.nanoTime() <= pause.toNanos()) {
          throw absent;
        }
        pause = pause(pause);
      } catch (PluginException.Broken cut) {
        if (!again) {
          throw cut;
        }
        again = false;
      }
    }
  }

  private static Duration pause(Duration pause) {
    LockSupport.parkNanos(pause.toNanos());
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private void requireImplemented(Active now, PluginMethod method) {
    if (!now.activation().has(method.service())) {
      throw new PluginException.Unknown(
          "plugin %s at %s implements no %s, but %s"
              .formatted(
                  name,
                  now.socket().address(),
                  method.service(),
                  String.join(", ", now.activation().implemented())));
    }
  }

  private Active active(long end) {
    Active present = active;
    if (present != null) {
      return present;
    }
    PluginAddress address =
        finder
            .get()
            .orElseThrow(
                () -> new PluginException.NotReached("there is no plugin %s now".formatted(name)));
    PluginSocket socket = new PluginSocket(address, settings.largestAnswer());
    Reply reply = socket.ask(PluginProtocol.ACTIVATE, JsonObject.EMPTY, left(end));
    Active found = new Active(socket, Activation.of(answer(PluginProtocol.ACTIVATE, reply)));
    active = found;
    return found;
  }

  private JsonObject answer(String path, Reply reply) {
    if (reply.status() == NOT_FOUND) {
      throw new PluginException.Unknown("plugin %s does not know %s".formatted(name, path));
    }
    JsonObject answer = read(path, reply);
    Optional<String> refusal = refusal(path, answer);
    if (refusal.isPresent()) {
      throw new PluginException.Refused(
          "plugin %s refused %s: %s".formatted(name, path, refusal.get()));
    }
    if (reply.status() != OK) {
      throw new PluginException.Refused(
          "plugin %s answered %s with status %d".formatted(name, path, reply.status()));
    }
    return answer;
  }

  private Optional<String> refusal(String path, JsonObject answer) {
    try {
      return ErrorMember.in(answer);
    } catch (MalformedMessageException malformed) {
      throw new PluginException.Broken(
          "plugin %s answered %s: %s".formatted(name, path, malformed.getMessage()), malformed);
    }
  }

  /// What says nothing has nothing to say; of a failure, any text will do.
  private JsonObject read(String path, Reply reply) {
    String text = reply.text().strip();
    if (text.isEmpty() || text.equals("null")) {
      return JsonObject.EMPTY;
    }
    try {
      if (JsonValue.parse(text) instanceof JsonObject object) {
        return object;
      }
    } catch (MalformedJsonException malformed) {
      if (reply.status() == OK) {
        throw new PluginException.Broken(
            "plugin %s answered %s with %s: %s"
                .formatted(name, path, malformed.getMessage(), shown(text)),
            malformed);
      }
    }
    if (reply.status() == OK) {
      throw new PluginException.Broken(
          "plugin %s answered %s with something else than an object of JSON: %s"
              .formatted(name, path, shown(text)));
    }
    return ErrorMember.ERR.answer(shown(text));
  }

  private static String shown(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", " ");
    return clean.length() <= LONGEST_SHOWN ? clean : clean.substring(0, LONGEST_SHOWN) + "...";
  }

  /// Notes what came of it. Who only is not there is asked for at once the next time.
  private <T> T guarded(Supplier<T> call) {
    breaker.enter("plugin " + name);
    try {
      T result = call.get();
      breaker.answered();
      return result;
    } catch (PluginException.Refused | PluginException.Unknown answered) {
      breaker.answered();
      throw answered;
    } catch (PluginException.Late | PluginException.Broken failed) {
      breaker.failed(String.valueOf(failed.getMessage()));
      throw failed;
    } catch (MalformedMessageException malformed) {
      breaker.failed(String.valueOf(malformed.getMessage()));
      throw new PluginException.Broken(
          "plugin %s: %s".formatted(name, malformed.getMessage()), malformed);
    } catch (RuntimeException other) {
      breaker.notReached();
      throw other;
    }
  }

  private long deadline() {
    return System.nanoTime() + settings.deadline().toNanos();
  }

  private Duration left(long end) {
    return Duration.ofNanos(Math.max(1_000_000L, end - System.nanoTime()));
  }
}
