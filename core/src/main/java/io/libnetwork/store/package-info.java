/// What survives a restart: one versioned record per object, one commit per operation.
///
/// Start with [io.libnetwork.store.StateStore]: an operation queues its
/// [changes][io.libnetwork.store.Change] while it holds its locks, and awaits the
/// [commit][io.libnetwork.store.Commit] when they are free again. Who writes a store that lasts
/// gives a [journal][io.libnetwork.store.Journal] to [a journaled
/// store][io.libnetwork.store.JournaledStore], which brings the order, the comparisons and the
/// shared commits; [io.libnetwork.store.MemoryStore] lasts as long as the process.
///
/// Nothing here knows what is stored, nor in which form it lies on a disk.
package io.libnetwork.store;
