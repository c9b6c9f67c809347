package io.diction.evaluation.guard;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * Recordings and what is said in them, as they were when somebody chose them.
 *
 * @param organizationId whose they are; only its people can listen to them
 * @param offered whether every organization of the installation may measure with it
 * @param dataSha256 of recordings and words
 * @param clips that are measured
 * @param offeredClips how many there were to choose from
 */
public record GuardSet(
    UUID id,
    UUID organizationId,
    String locale,
    String name,
    boolean offered,
    String dataSha256,
    int clips,
    int offeredClips,
    String madeByName,
    OffsetDateTime createdAt) {}
