/// Templates as users of Docker type them behind `--format`: the language of Go's package
/// `text/template`, as far as it makes sense on a command line, with Docker's functions.
///
/// Start with [Template]. [Lexer] finds the actions between the braces, [Parser] makes [Node]s of
/// them, [Evaluation] writes those with data put in, [Functions] are what can be called. The data
/// is JSON, so a field is a member of an object: found by its name, or else by its name in other
/// letters, because Docker's users type Go's names (`ID`) and the daemon writes its own (`Id`).
/// Nothing here knows a network or a terminal.
package io.libnetwork.cli.template;
