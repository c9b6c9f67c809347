package io.diction.custommodel;

import io.diction.catalog.BaseModelId;
import io.diction.storage.Blob;
import java.time.OffsetDateTime;

/**
 * What a training made.
 *
 * @param artifact the packaged model, stored for the owner's organization and not yet retained
 * @param seed and {@code engine} (version of the code) and {@code settings} (JSON) with the data
 *     make the same bytes again
 * @param expiresAt until when it recognises
 */
public record NewVersion(
    BaseModelId baseModel,
    Blob artifact,
    long seed,
    String engine,
    String settings,
    OffsetDateTime expiresAt,
    Metrics metrics) {}
