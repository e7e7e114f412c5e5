package io.libnetwork.daemon;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// The signals that this process gets, see signal(7).
///
/// `sun.misc.Signal` of the module `jdk.unsupported` is the only way to hear one, and naming it is
/// a warning that cannot be switched off, so it is asked for by its name.
final class Signals {

  private Signals() {}

  /// Has a signal do something from now on, on a thread of the JVM's.
  ///
  /// @param name without its `SIG`, as in `HUP`
  @SuppressWarnings("ReferenceEquality") // a proxy is nobody's equal but its own
  static void handle(String name, Runnable work) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Constructor<?> named = signal.getConstructor(String.class);
      Object heard =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      work.run();
                      yield null;
                    }
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "the handler of SIG" + name;
                  });
      var _ =
          signal.getMethod("handle", signal, handler).invoke(null, named.newInstance(name), heard);
    } catch (InvocationTargetException refused) {
      throw new IllegalStateException("SIG" + name + " cannot be heard", refused.getCause());
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException("this Java cannot hear signals: " + missing, missing);
    }
  }

  /// Sends a signal to this process itself.
  ///
  /// @param name without its `SIG`, as in `TERM`
  static void raise(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      var _ =
          signal
              .getMethod("raise", signal)
              .invoke(null, signal.getConstructor(String.class).newInstance(name));
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("SIG" + name + " cannot be sent: " + failure, failure);
    }
  }
}
