package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// A backend of a service.
///
/// @param healthy by the caller's word
/// @param answers by the service's check
/// @param state `active`, `draining`, `unwell` or `absent`
/// @param drains until when, as in RFC 3339
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackendResource(
    Reference endpoint,
    int weight,
    boolean healthy,
    boolean answers,
    String state,
    @Nullable String drains) {}
