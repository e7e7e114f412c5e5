/// What our own API says: the bodies of requests and answers as records, one for each of the
/// document `openapi.json` of the module `daemon`, with the names of its JSON.
///
/// A name that ends in `Request` is read, one that ends in `Resource` is written, and a few of
/// these are read too. Every value of a request may be missing, which is checked where it is read.
/// What is missing in an answer is not written; its lists and maps are always there.
package io.libnetwork.wire.v1;
