/// Programs to copy: one for each of the three ways in which callers have used this model.
///
/// [io.libnetwork.examples.ReadmeExample] is the shortest way, the one of the project's README. The
/// others show the same model in smaller steps: a link that the caller moves himself
/// ([io.libnetwork.examples.FirstGeneration]), an endpoint joined by a container's id
/// ([io.libnetwork.examples.SecondGeneration]), an endpoint joined by a sandbox
/// ([io.libnetwork.examples.ThirdGeneration]). Each has a `main` that uses the machine's own
/// network and needs root; the tests beside them run the same on a host of their own.
package io.libnetwork.examples;
