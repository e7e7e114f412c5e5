/// The demonstration: what is built, what is asked of it, and how that is shown.
///
/// Start with [io.libnetwork.cli.demo.Script], the list of its steps in plain words;
/// [io.libnetwork.cli.demo.Demonstration] runs them on a [io.libnetwork.cli.demo.Scene], and a
/// [io.libnetwork.cli.demo.Presentation] shows each as it ends. It uses the library as any program
/// would, and must not know the command line that starts it.
package io.libnetwork.cli.demo;
