package io.libnetwork.wire.v1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `POST .../reservations`.
///
/// @param name of the endpoint it is for; must be there
/// @param addresses at most one of each family
public record ReservationRequest(@Nullable String name, @Nullable List<String> addresses) {}
