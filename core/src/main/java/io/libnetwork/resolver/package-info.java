/// Who in a sandbox asked what, what we answer, what we forward.
///
/// Start with [io.libnetwork.resolver.Resolvers], which owns one thread for all sandboxes. It must
/// not know the controller.
package io.libnetwork.resolver;
