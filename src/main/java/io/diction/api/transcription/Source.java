package io.diction.api.transcription;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recording of a transcription.
 *
 * @param number from 0, in the order in which they were named
 * @param source its address, or its name in the dataset
 * @param sha256 of a dataset's recording; null of one that is fetched
 * @param errorCode of one that could not be taken in
 */
record Source(
    UUID order,
    int number,
    String source,
    @Nullable String sha256,
    State state,
    @Nullable String errorCode,
    @Nullable String errorText) {

  /** Whether its sessions are there. */
  enum State {
    WAITING,
    TAKEN,
    FAILED
  }

  /** One channel of a recording, and the session that hears it. */
  record Channel(int number, int channel, UUID session) {}
}
