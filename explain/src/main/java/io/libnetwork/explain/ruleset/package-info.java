/// What a ruleset does with a packet: rules as the kernel lists them, read into values, and judged
/// as the kernel would judge them.
///
/// Start with [io.libnetwork.explain.ruleset.Ruleset], which is read from a listing, and
/// [io.libnetwork.explain.ruleset.Judge], which takes a [io.libnetwork.explain.ruleset.Packet]
/// through a hook. What a rule asks for and this package cannot tell is never taken for a yes or a
/// no: both are followed, and where they part the judgement is "unclear", with the rule's name.
///
/// Nothing here asks the kernel, but by [io.libnetwork.explain.ruleset.Routing], and nothing knows
/// where packets come from or go to.
package io.libnetwork.explain.ruleset;
