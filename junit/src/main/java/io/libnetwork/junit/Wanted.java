package io.libnetwork.junit;

import io.libnetwork.lab.file.LabFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// What a class or a method asks for.
sealed interface Wanted {

  Per per();

  LabSession begin(SessionHost host);

  /// A network, see [TestNetwork].
  record OneNetwork(List<String> sandboxes, boolean internal, Per per) implements Wanted {

    @Override
    public LabSession begin(SessionHost host) {
      return host.begin(sandboxes, internal);
    }

    @Override
    public String toString() {
      return "@TestNetwork";
    }
  }

  /// A lab, see [Lab].
  ///
  /// @param file its resource, or its path
  /// @param beside the class it is looked for at
  record FileLab(String file, Class<?> beside, Per per) implements Wanted {

    @Override
    public LabSession begin(SessionHost host) {
      return host.begin(LabFile.read(text(), Optional.of("t"), file).lab());
    }

    private String text() {
      try (InputStream resource = beside.getResourceAsStream(file)) {
        if (resource != null) {
          return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (Files.isRegularFile(Path.of(file))) {
          return Files.readString(Path.of(file));
        }
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot read lab " + file, failure);
      }
      throw new ExtensionConfigurationException(
          "there is no lab %s: neither a resource beside %s nor a file %s"
              .formatted(file, beside.getName(), Path.of(file).toAbsolutePath()));
    }

    @Override
    public String toString() {
      return "@Lab(\"" + file + "\")";
    }
  }

  /// What a class asks for, or one it extends.
  static Optional<Wanted> at(Class<?> type) {
    return at(type, type);
  }

  static Optional<Wanted> at(Method method) {
    return at(method, method.getDeclaringClass());
  }

  /// What the class of a test asks for, or the nearest around it that asks for something.
  static Optional<Wanted> around(ExtensionContext context) {
    List<Class<?>> types = new ArrayList<>(context.getEnclosingTestClasses());
    types.add(context.getRequiredTestClass());
    return types.reversed().stream().map(Wanted::at).flatMap(Optional::stream).findFirst();
  }

  private static Optional<Wanted> at(AnnotatedElement element, Class<?> beside) {
    Optional<Wanted> network =
        AnnotationSupport.findAnnotation(element, TestNetwork.class)
            .map(
                asked -> new OneNetwork(List.of(asked.sandboxes()), asked.internal(), asked.per()));
    Optional<Wanted> lab =
        AnnotationSupport.findAnnotation(element, Lab.class)
            .map(asked -> new FileLab(asked.value(), beside, asked.per()));
    if (network.isPresent() && lab.isPresent()) {
      throw new ExtensionConfigurationException(
          "%s asks for %s and for %s: expected one of them"
              .formatted(element, network.get(), lab.get()));
    }
    return network.or(() -> lab);
  }
}
