package io.diction.speech.audio;

import java.util.List;

/**
 * What the channels of a recording tell that their mean does not.
 *
 * @param channelsDb root mean square of each channel against full scale, decibels; -100 for silence
 * @param mixDb the same of their mean
 * @param effectiveBits bits of a sample that are ever used, 16 for 16 bits stored as 24; 0 for
 *     floating-point and lossy formats, and for silence
 */
public record ChannelLevels(List<Double> channelsDb, double mixDb, int effectiveBits) {
  /** Nothing was decoded yet. */
  static final ChannelLevels NONE = new ChannelLevels(List.of(), -100, 0);

  private static final double SILENT_DB = -70;
  private static final double ONE_SIDED_DB = 40;
  private static final double CANCELLED_DB = 20;

  public ChannelLevels {
    channelsDb = List.copyOf(channelsDb);
  }

  /** Whether only one of two channels has sound, the mean therefore half of it. */
  public boolean isOneSided() {
    return channelsDb.size() == 2
        && Math.max(channelsDb.get(0), channelsDb.get(1)) > SILENT_DB
        && Math.abs(channelsDb.get(0) - channelsDb.get(1)) > ONE_SIDED_DB;
  }

  /** Whether the channels cancel each other out: of two wired the wrong way nothing remains. */
  public boolean isOutOfPhase() {
    double loudest = channelsDb.stream().mapToDouble(db -> db).max().orElse(-100);
    return channelsDb.size() >= 2
        && !isOneSided()
        && loudest > SILENT_DB
        && mixDb < loudest - CANCELLED_DB;
  }
}
