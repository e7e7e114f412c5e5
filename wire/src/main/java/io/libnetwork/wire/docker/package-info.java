/// What Docker's Engine API says about networks, in its own words: records with the names of its
/// JSON.
///
/// Which values may be missing, null or empty lists is as the Engine writes them, because clients
/// rely on it.
package io.libnetwork.wire.docker;
