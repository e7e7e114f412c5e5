package io.libnetwork.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test, or each test of a class, has a network of its own with containers on it. It gets them as
/// a parameter of the type [LabSession].
///
/// ```java
/// @Test
/// @TestNetwork(sandboxes = {"client", "server"})
/// void answers(LabSession lab) {
///   Finished asked = lab.sandbox("client").run("ping", "-c1", "server");
/// }
/// ```
///
/// At a method it counts before what its class has.
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(LabExtension.class)
@SuppressWarnings("exports") // As of LabExtension.
public @interface TestNetwork {

  /// What the containers are called: by these names they find each other.
  String[] sandboxes();

  /// Whether there is no way out of the network.
  boolean internal() default false;

  /// For what it is made; at a method only [Per#METHOD] can be.
  Per per() default Per.METHOD;
}
