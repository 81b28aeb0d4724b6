package io.atelier.platform.function;

import io.atelier.platform.org.UserId;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * A function as its author has it.
 *
 * @param draft the source under edit; what runs is the published version
 * @param revision grows with each save of the draft
 * @param publishedVersion the version that runs; empty before the first is published
 * @param restApi programs may call it over the REST API, as the user of their token
 */
public record FunctionDef(
        long id,
        String apiName,
        String name,
        String draft,
        long revision,
        OptionalInt publishedVersion,
        boolean restApi,
        UserId modifiedBy,
        Instant modifiedTime) {}
