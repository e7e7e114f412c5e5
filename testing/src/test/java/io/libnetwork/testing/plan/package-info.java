/// Whether plans are true: each is compared with what the kernel and the store have different when
/// the operation has been done.
///
/// Start with [io.libnetwork.testing.plan.PlanTest]. A [io.libnetwork.testing.plan.Facts] is what
/// there is, told in the words that plans use; a [io.libnetwork.testing.plan.Rehearsed] takes a
/// plan, does the operation, and answers what one of them has and the other has not.
///
/// How plans are made is not known here.
package io.libnetwork.testing.plan;
