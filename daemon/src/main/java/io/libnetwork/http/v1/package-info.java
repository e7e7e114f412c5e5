/// Our own API, below `/v1`: one class for the operations of each subject.
///
/// Start with [OwnApi], and with the document that it serves, `openapi.json` beside it, which says
/// what each operation takes and answers. A request is read strictly: a name that is not known is
/// refused, in the body and behind the question mark. Classes that end in `Options` make the
/// model's options of a request, those that end in `Resources` make answers of the model. Nothing
/// here keeps anything but the [EventLog].
package io.libnetwork.http.v1;
