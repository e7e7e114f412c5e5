/// What is measured against which floor or peer.
///
/// Start with [io.libnetwork.bench.Benchmark]: each gives [io.libnetwork.bench.Row]s, and a row
/// says what it was measured against in the same run, because machines differ and are noisy, and
/// only the ratio means something elsewhere. The floor is [io.libnetwork.bench.KernelFloor]: the
/// same kernel objects made with the fewest messages and nothing around them. Everything happens
/// inside a test host, and nothing here is a test.
package io.libnetwork.bench;
