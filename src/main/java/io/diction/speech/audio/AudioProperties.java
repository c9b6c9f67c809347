package io.diction.speech.audio;

import java.util.Set;

/**
 * What a recording's file says about itself.
 *
 * @param container "wav", "w64", "mp3", "flac", "mov" (also mp4 and m4a), "ogg" or "aac"
 * @param codec FFmpeg's name of the codec, such as "pcm_s16le" or "aac"
 * @param sampleRateHz of the file, before resampling
 * @param channels of the file, before mixing; 1 to 8
 * @param bitDepth bits a sample; 0 where the codec has none (mp3, aac, vorbis, opus)
 * @param durationSeconds as declared, estimated from the bit rate where nothing is declared; NaN
 *     when unknown. What was decoded counts in the end.
 * @param warnings found so far; complete once everything was read
 */
public record AudioProperties(
    String container,
    String codec,
    int sampleRateHz,
    int channels,
    int bitDepth,
    double durationSeconds,
    Set<AudioWarning> warnings) {
  public AudioProperties {
    warnings = Set.copyOf(warnings);
  }
}
