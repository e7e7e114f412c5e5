package io.libnetwork.firewalld;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.freedesktop.dbus.connections.IDisconnectCallback;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.matchrules.DBusMatchRule;
import org.freedesktop.dbus.matchrules.DBusMatchRuleBuilder;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.types.Variant;

/// What is said to firewalld, by the methods of firewalld.dbus(5).
///
/// Every method throws [SilentException] when there is no answer in time, and [RefusedException]
/// when the answer is an error. Used by one thread at a time.
final class FirewalldBus implements AutoCloseable {

  /// firewalld does one thing after the other, and a reload with a large configuration takes long.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int CONNECT_MILLIS = 500;
  private static final String NAME = "org.fedoraproject.FirewallD1";
  private static final String PATH = "/org/fedoraproject/FirewallD1";
  private static final Peer BUS =
      new Peer("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus");
  private static final Peer FIREWALL = new Peer(NAME, PATH, NAME);
  private static final Peer ZONES = new Peer(NAME, PATH, NAME + ".zone");
  private static final Peer POLICIES = new Peer(NAME, PATH, NAME + ".policy");
  private static final Peer CONFIG = new Peer(NAME, PATH + "/config", NAME + ".config");

  private final BusAddress address;
  private final DBusConnection connection;

  private FirewalldBus(BusAddress address, DBusConnection connection) {
    this.address = address;
    this.connection = connection;
  }

  /// Whom a method belongs to.
  private record Peer(String name, String path, String contract) {}

  /// A question that has been sent.
  ///
  /// @param what for messages
  record Question(String what, MethodCall call) {}

  /// Connects to a bus.
  ///
  /// @param changed run when firewalld has come, gone or been reloaded, and when the bus is gone;
  ///   on a thread that must not be kept
  static FirewalldBus open(BusAddress address, Runnable changed) {
    try {
      DBusConnection connection =
          DBusConnectionBuilder.forAddress(address.toString())
              .withShared(false)
              .withDisconnectCallback(onLoss(changed))
              .transportConfig()
              .withTimeout(CONNECT_MILLIS)
              .back()
              .build();
      FirewalldBus bus = new FirewalldBus(address, connection);
      bus.listen(changed);
      return bus;
    } catch (DBusException | DBusExecutionException failure) {
      throw new SilentException(
          "cannot talk to the bus at " + address + ": " + failure.getMessage(), failure);
    }
  }

  /// Whether the bus is still there.
  boolean connected() {
    return connection.isConnected();
  }

  /// Whether firewalld is.
  boolean running() {
    return (Boolean) answer(ask(BUS, "NameHasOwner", "s", NAME))[0];
  }

  /// Has firewalld read again what it keeps.
  void reload() {
    answer(ask(FIREWALL, "reload", ""));
  }

  /// The zones that are in force.
  Set<String> zones() {
    return names(answer(ask(ZONES, "getZones", "")));
  }

  /// The policies that are in force.
  Set<String> policies() {
    return names(answer(ask(POLICIES, "getPolicies", "")));
  }

  /// The zones that firewalld keeps.
  Set<String> keptZones() {
    return names(answer(ask(CONFIG, "getZoneNames", "")));
  }

  /// The policies that firewalld keeps.
  Set<String> keptPolicies() {
    return names(answer(ask(CONFIG, "getPolicyNames", "")));
  }

  /// Has firewalld keep a zone, which is not in force before a reload.
  void keepZone(String zone, Map<String, Object> settings) {
    answer(ask(CONFIG, "addZone2", "sa{sv}", zone, variants(settings)));
  }

  /// Has firewalld keep a policy, which is not in force before a reload.
  void keepPolicy(String policy, Map<String, Object> settings) {
    answer(ask(CONFIG, "addPolicy", "sa{sv}", policy, variants(settings)));
  }

  /// Has firewalld keep a zone no longer; it is in force until a reload.
  void forgetZone(String zone) {
    Object path = answer(ask(CONFIG, "getZoneByName", "s", zone))[0];
    answer(ask(new Peer(NAME, path.toString(), NAME + ".config.zone"), "remove", ""));
  }

  /// Has firewalld keep a policy no longer; it is in force until a reload.
  void forgetPolicy(String policy) {
    Object path = answer(ask(CONFIG, "getPolicyByName", "s", policy))[0];
    answer(ask(new Peer(NAME, path.toString(), NAME + ".config.policy"), "remove", ""));
  }

  /// The interfaces of a zone that is in force.
  Set<String> interfaces(String zone) {
    return names(answer(ask(ZONES, "getInterfaces", "s", zone)));
  }

  /// Asks for an interface to be in a zone until firewalld is reloaded. Several can be asked for
  /// before the first is answered.
  Question addInterface(String zone, String link) {
    return ask(ZONES, "addInterface", "ss", zone, link);
  }

  /// Asks for an interface to be in a zone no longer.
  Question removeInterface(String zone, String link) {
    return ask(ZONES, "removeInterface", "ss", zone, link);
  }

  /// Waits for the answer to a question.
  Object[] answer(Question question) {
    Message reply = reply(question);
    try {
      Object[] values = reply.getParameters();
      if (reply instanceof Error error) {
        String text = values == null || values.length == 0 ? "" : String.valueOf(values[0]);
        throw new RefusedException(question.what(), error.getName(), text);
      }
      return values == null ? new Object[0] : values;
    } catch (DBusException malformed) {
      throw new SilentException(
          question.what() + " was answered with nonsense: " + malformed.getMessage(), malformed);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (IOException failure) {
      throw new SilentException("cannot leave the bus at " + address, failure);
    }
  }

  private Message reply(Question question) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Message reply = null;
    while (reply == null) {
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (left <= 0 || Thread.currentThread().isInterrupted()) {
        throw new SilentException(
            "%s at %s was not answered within %d s"
                .formatted(question.what(), address, PATIENCE.toSeconds()));
      }
      reply = question.call().getReply(left);
    }
    return reply;
  }

  private Question ask(Peer peer, String method, String signature, Object... values) {
    try {
      MethodCall call =
          connection
              .getMessageFactory()
              .createMethodCall(
                  connection.getUniqueName(),
                  peer.name(),
                  peer.path(),
                  peer.contract(),
                  method,
                  (byte) 0,
                  signature,
                  values);
      connection.sendMessage(call);
      return new Question(peer.contract() + "." + method + said(values), call);
    } catch (DBusException | DBusExecutionException failure) {
      throw new SilentException(
          "cannot ask %s for %s: %s".formatted(peer.name(), method, failure.getMessage()), failure);
    }
  }

  private static String said(Object... values) {
    List<Object> texts = Arrays.stream(values).filter(String.class::isInstance).toList();
    return texts.isEmpty() ? "" : " " + texts;
  }

  private static IDisconnectCallback onLoss(Runnable changed) {
    return new IDisconnectCallback() {
      @Override
      public void disconnectOnError(IOException loss) {
        changed.run();
      }
    };
  }

  private void listen(Runnable changed) throws DBusException {
    DBusMatchRule reloaded =
        DBusMatchRuleBuilder.create()
            .withType("signal")
            .withInterface(NAME)
            .withMember("Reloaded")
            .build();
    DBusMatchRule comesAndGoes =
        DBusMatchRuleBuilder.create()
            .withType("signal")
            .withInterface(BUS.contract())
            .withMember("NameOwnerChanged")
            .withArg0123(0, NAME)
            .build();
    for (DBusMatchRule rule : List.of(reloaded, comesAndGoes)) {
      connection.addGenericSigHandler(rule, _ -> changed.run());
    }
  }

  private static Map<String, Variant<?>> variants(Map<String, Object> settings) {
    Map<String, Variant<?>> variants = new LinkedHashMap<>();
    settings.forEach((key, value) ->
        variants.put(
            key,
            value instanceof List<?> list
                ? new Variant<>(list.toArray(String[]::new), "as")
                : new Variant<>(value)));
    return variants;
  }

  private static Set<String> names(Object... answer) {
    Set<String> names = new LinkedHashSet<>();
    switch (answer[0]) {
      case Object[] array -> Arrays.stream(array).map(String::valueOf).forEach(names::add);
      case Iterable<?> list -> list.forEach(name -> names.add(String.valueOf(name)));
      case Object other ->
          throw new SilentException("expected names from firewalld, not " + other.getClass());
    }
    return names;
  }
}
