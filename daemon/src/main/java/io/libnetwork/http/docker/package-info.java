/// Docker's Engine API, as far as it has to do with networks: what the `docker` command and
/// Docker's client libraries ask, answered from the model.
///
/// Start with [DockerApi], which knows all routes and the versions of the API. A container is a
/// sandbox here ([Containers]); what is kept of it beside is in a record of its own. Messages and
/// statuses are the Engine's where clients show or compare them.
package io.libnetwork.http.docker;
