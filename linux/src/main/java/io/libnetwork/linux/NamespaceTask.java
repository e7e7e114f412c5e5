package io.libnetwork.linux;

/// What is done inside a namespace: it makes a descriptor or asks the kernel one thing, and
/// returns.
///
/// A task starts no thread, completes no future, logs nothing and waits for nobody: on the JVM a
/// thread inherits the namespace of the thread that started it, carriers of virtual threads
/// included. Classes it uses are initialised before it runs.
@FunctionalInterface
public interface NamespaceTask<T> {

  T run() throws Exception;
}
