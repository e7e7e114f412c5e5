/// What an operation consists of, told to whoever traces it.
///
/// Start with [io.libnetwork.linux.trace.Trace]: operations and their steps are said there, and go
/// to a [io.libnetwork.linux.trace.Tracer], which makes [io.libnetwork.linux.trace.Span]s of them.
/// A [io.libnetwork.linux.trace.TracerProvider] finds one. Where nobody traces a step costs the
/// read of one field.
///
/// Nothing here knows who traces, nor what is traced.
package io.libnetwork.linux.trace;
