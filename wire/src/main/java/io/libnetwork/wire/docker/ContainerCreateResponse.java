package io.libnetwork.wire.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// The answer to `POST /containers/create`.
///
/// @param id of the container
public record ContainerCreateResponse(
    @JsonProperty("Id") String id, @JsonProperty("Warnings") List<String> warnings) {}
