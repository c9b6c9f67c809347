package io.diction.dataset;

/** A dataset belongs to no model any more and is gone. */
public record DatasetErased(DatasetId dataset) {}
