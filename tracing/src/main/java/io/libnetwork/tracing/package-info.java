/// Traces of operations, as OpenTelemetry has them.
///
/// A program that has OpenTelemetry already gives it to [io.libnetwork.tracing.OpenTelemetryTracer]
/// and that to [io.libnetwork.linux.trace.Trace]. One that has not, such as our daemon, has
/// [io.libnetwork.tracing.ExportingTracer] opened, which is configured by the environment variables
/// of OpenTelemetry's specification.
///
/// Nothing here knows what the operations are.
package io.libnetwork.tracing;
