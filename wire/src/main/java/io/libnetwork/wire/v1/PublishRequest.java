package io.libnetwork.wire.v1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `POST .../ports`.
///
/// @param ports as Docker writes them; must be there
public record PublishRequest(@Nullable List<String> ports) {}
