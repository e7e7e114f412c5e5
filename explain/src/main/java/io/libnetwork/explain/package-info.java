/// Who reaches whom on a host, which rule decides it, and what to type where that is not wanted.
///
/// Start with [io.libnetwork.explain.Explainer]. It has a [io.libnetwork.explain.Journey] take a
/// packet that might be from who asks to who is asked, and the answer back, through every namespace
/// on the way: routes are asked of the kernel, rules are judged as it lists them. What comes of it
/// is an [io.libnetwork.explain.Explanation].
///
/// Nothing here changes anything, but in namespaces that it makes for itself, and nothing is taken
/// for granted of what others' rules mean.
package io.libnetwork.explain;
