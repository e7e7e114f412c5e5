package io.libnetwork.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test, or each test of a class, has a lab of its own, as a file describes it. It gets it as a
/// parameter of the type [LabSession].
///
/// Tests that run at the same time each have the lab, under names of their own: a file that names
/// its pools or the host's ports can be there once only.
///
/// At a method it counts before what its class has.
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(LabExtension.class)
@SuppressWarnings("exports") // As of LabExtension.
public @interface Lab {

  /// The file: a resource, looked for beside the test's class and from the root where it begins
  /// with `/`; otherwise a path from where the process was started.
  String value();

  /// For what it is made; at a method only [Per#METHOD] can be.
  Per per() default Per.METHOD;
}
