package io.libnetwork.junit;

import io.libnetwork.NetworkException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Makes a [LabSession] where a test or a class asks for one by [TestNetwork] or [Lab], and closes
/// it when the test or the class has ended. There is one [SessionHost] for all tests, opened by the
/// first that needs it.
///
/// Configuration parameters of JUnit:
/// - `libnetwork.junit.netns`: the path of a network namespace in which everything is made, in
///   place of the process's own
/// - `libnetwork.junit.folder`: where what lasts as long as the tests is kept;
///   `/run/libnetwork/junit` without it
/// - `libnetwork.junit.missing`: `fail` or `skip`, what becomes of tests where the process may make
///   no networks; they fail without it
// Whoever uses it has JUnit; who makes sessions without need not.
@SuppressWarnings("exports")
public final class LabExtension
    implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

  static final String MISSING = "libnetwork.junit.missing";

  private static final String NAMESPACE_PATH = "libnetwork.junit.netns";
  private static final String FOLDER = "libnetwork.junit.folder";
  private static final Namespace NAMESPACE = Namespace.create(LabExtension.class);

  /// For JUnit, which is told of this class by the annotations.
  public LabExtension() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    Wanted.at(context.getRequiredTestClass())
        .filter(wanted -> wanted.per() == Per.CLASS)
        .ifPresent(wanted -> begin(wanted, context));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Optional<Wanted> own = Wanted.at(context.getRequiredTestMethod());
    own.filter(wanted -> wanted.per() == Per.CLASS)
        .ifPresent(wanted -> {
          throw new ExtensionConfigurationException(
              "%s at the method %s cannot be per class: write it at the class"
                  .formatted(wanted, context.getRequiredTestMethod()));
        });
    own.or(() -> Wanted.around(context))
        .filter(wanted -> wanted.per() == Per.METHOD)
        .ifPresent(wanted -> begin(wanted, context));
  }

  /// JUnit closes what is in a context's store when the context ends.
  private static void begin(Wanted wanted, ExtensionContext context) {
    SessionHost host = host(context);
    LabSession session = wanted.begin(host);
    context.getStore(NAMESPACE).put(LabSession.class, session);
  }

  private static SessionHost host(ExtensionContext context) {
    Requirements.missing().ifPresent(refused -> refuse(refused, context));
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(
            SessionHost.class, _ -> SessionHost.open(place(context)), SessionHost.class);
  }

  private static void refuse(NetworkException refused, ExtensionContext context) {
    String what = context.getConfigurationParameter(MISSING).orElse("fail");
    switch (what) {
      case "fail" -> throw refused;
      case "skip" -> Assumptions.abort(String.valueOf(refused.getMessage()));
      default ->
          throw new ExtensionConfigurationException(
              "invalid %s=%s: expected fail or skip".formatted(MISSING, what));
    }
  }

  private static Place place(ExtensionContext context) {
    return new Place(
        context.getConfigurationParameter(NAMESPACE_PATH).map(Path::of),
        context
            .getConfigurationParameter(FOLDER)
            .map(Path::of)
            .orElseGet(() -> Place.local().folder()));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LabSession.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    LabSession session = context.getStore(NAMESPACE).get(LabSession.class, LabSession.class);
    if (session == null) {
      throw new ParameterResolutionException(
          "there is no session yet for %s: one that is made for each method is there from its @BeforeEach methods on; per = Per.CLASS makes one for the class"
              .formatted(parameter.getDeclaringExecutable()));
    }
    return session;
  }
}
