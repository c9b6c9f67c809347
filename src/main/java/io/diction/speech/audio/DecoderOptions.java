package io.diction.speech.audio;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Limits of decoding.
 *
 * @param processes most child processes at a time, at least 1; more callers wait for their turn
 * @param memoryMegabytes most resident memory of one child before it is killed (seen on Linux only;
 *     a single allocation is bounded everywhere); a child needs about 70
 * @param answerTimeout longest wait for one block of samples
 * @param fileTimeout longest total wait for the samples of one file; time that the caller spends
 *     between reads does not count
 * @param longestAudio longest recording; longer ones are refused once that much was read
 * @param longestInMemory longest recording that {@link AudioDecoder#decode} returns whole
 * @param idleTime after which an unused child is ended
 * @param cacheFolder where FFmpeg's libraries are unpacked once (60 MB); only this user may be able
 *     to write to it, as code is loaded from it
 */
public record DecoderOptions(
    int processes,
    int memoryMegabytes,
    Duration answerTimeout,
    Duration fileTimeout,
    Duration longestAudio,
    Duration longestInMemory,
    Duration idleTime,
    Path cacheFolder) {

  public DecoderOptions {
    if (processes < 1) {
      throw new IllegalArgumentException("processes must be at least 1, is " + processes);
    }
    if (memoryMegabytes < 1) {
      throw new IllegalArgumentException(
          "memoryMegabytes must be at least 1, is " + memoryMegabytes);
    }
  }

  /** As many children as processors, at least two; libraries below the user's own folder. */
  public static DecoderOptions defaults() {
    String given = System.getProperty("org.bytedeco.javacpp.cachedir");
    return new DecoderOptions(
        Math.max(2, Runtime.getRuntime().availableProcessors()),
        512,
        Duration.ofSeconds(30),
        Duration.ofHours(1),
        Duration.ofHours(48),
        Duration.ofHours(2),
        Duration.ofSeconds(30),
        given != null
            ? Path.of(given)
            : Path.of(System.getProperty("user.home"), ".cache", "diction", "ffmpeg"));
  }

  public DecoderOptions withProcesses(int count) {
    return new DecoderOptions(
        count,
        memoryMegabytes,
        answerTimeout,
        fileTimeout,
        longestAudio,
        longestInMemory,
        idleTime,
        cacheFolder);
  }

  public DecoderOptions withMemoryMegabytes(int megabytes) {
    return new DecoderOptions(
        processes,
        megabytes,
        answerTimeout,
        fileTimeout,
        longestAudio,
        longestInMemory,
        idleTime,
        cacheFolder);
  }

  public DecoderOptions withAnswerTimeout(Duration time) {
    return new DecoderOptions(
        processes,
        memoryMegabytes,
        time,
        fileTimeout,
        longestAudio,
        longestInMemory,
        idleTime,
        cacheFolder);
  }

  public DecoderOptions withFileTimeout(Duration time) {
    return new DecoderOptions(
        processes,
        memoryMegabytes,
        answerTimeout,
        time,
        longestAudio,
        longestInMemory,
        idleTime,
        cacheFolder);
  }

  public DecoderOptions withLongestAudio(Duration length) {
    return new DecoderOptions(
        processes,
        memoryMegabytes,
        answerTimeout,
        fileTimeout,
        length,
        longestInMemory,
        idleTime,
        cacheFolder);
  }

  public DecoderOptions withIdleTime(Duration time) {
    return new DecoderOptions(
        processes,
        memoryMegabytes,
        answerTimeout,
        fileTimeout,
        longestAudio,
        longestInMemory,
        time,
        cacheFolder);
  }

  public DecoderOptions withCacheFolder(Path folder) {
    return new DecoderOptions(
        processes,
        memoryMegabytes,
        answerTimeout,
        fileTimeout,
        longestAudio,
        longestInMemory,
        idleTime,
        folder);
  }
}
