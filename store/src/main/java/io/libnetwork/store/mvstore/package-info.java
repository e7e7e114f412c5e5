/// A store in a folder: one file of H2's MVStore that is only ever appended to, and begun anew when
/// it has grown.
///
/// Start with [io.libnetwork.store.mvstore.MvStoreProvider], which opens one, and `MvJournal`,
/// which writes it. A `Generation` is one such file; what a crash or a failing disk left of one is
/// read by `StoreImage`. A `Disk` is all that is asked of the file system, so a test can be one
/// that loses what was not synced. [io.libnetwork.store.mvstore.StateText] is the whole store as
/// JSON, for people and for moving.
///
/// Nothing here knows what the records mean.
package io.libnetwork.store.mvstore;
