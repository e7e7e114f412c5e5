package io.libnetwork.wire.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer to `POST /networks/prune`.
///
/// @param networksDeleted their names; null where there was none to delete
public record NetworksPruned(
    @JsonProperty("NetworksDeleted") @Nullable List<String> networksDeleted) {}
