/// What the kernel has against what it should have, and that somebody sees to it.
///
/// Start with [io.libnetwork.reconcile.Reconciler], which runs one
/// [io.libnetwork.reconcile.Subject] after the other, on a thread of its own, whenever something
/// hints that the kernel may have changed behind our back. A subject knows what should be there,
/// from our own model, and makes it so. A hint is never the change itself: it may be late,
/// incomplete, or about nothing.
///
/// This package knows neither what a subject looks after nor who gives the hints.
package io.libnetwork.reconcile;
