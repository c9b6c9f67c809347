package io.diction.custommodel;

import java.time.OffsetDateTime;

/**
 * Where a version was trained that came as a file.
 *
 * @param organization whose it was, as {@code model} as called there
 * @param number of the version there
 * @param fingerprint of the key that signed the file, in hexadecimal
 * @param importedBy who took it in
 */
public record VersionOrigin(
    String organization,
    String model,
    int number,
    String fingerprint,
    OffsetDateTime trainedAt,
    String importedBy,
    OffsetDateTime importedAt) {}
