package io.diction.dataset.clip;

import io.diction.dataset.DatasetKey;

/** The clips of a recording were made of its text, in the transaction that tells so. */
public record RecordingPaired(DatasetKey recording) {}
