package io.libnetwork.http.v1;

import io.libnetwork.Controller;
import io.libnetwork.http.metrics.HostTraffic;
import io.libnetwork.lab.apply.Labs;
import io.libnetwork.wire.v1.PageResource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// What our API is asked about.
///
/// @param controller what there is
/// @param events of that controller; whose closing ends those who follow
/// @param labs of that controller, made when they are first asked for
/// @param traffic of its host
/// @param page where the page is, if it is served; asked only when somebody wants to know
/// @param state the folder of the store, which need not be there
/// @param version of the project, as in `0.1.0`
public record Sources(
    Controller controller,
    EventLog events,
    Supplier<Labs> labs,
    HostTraffic traffic,
    Supplier<Optional<PageResource>> page,
    Path state,
    String version) {}
