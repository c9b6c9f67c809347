package io.diction.dataset.split;

import io.diction.dataset.clip.KeptClip;
import io.diction.dataset.file.Purpose;
import io.diction.speech.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a dataset is split: whatever hashes to the bar or below it is in the test. The bar is found
 * once, so what comes later changes nothing for what is there.
 *
 * @param share wanted in the test, in percent of the time
 */
record Split(Method method, int share, long seed, long bar) {
  /** By what clips are parted. */
  enum Method {
    /** Each by itself. */
    RANDOM,
    /** All of a speaker on the same side. */
    SPEAKER
  }

  private static final int SMALLEST_SHARE = 1;
  private static final int LARGEST_SHARE = 90;

  static boolean isShare(int share) {
    return share >= SMALLEST_SHARE && share <= LARGEST_SHARE;
  }

  /** Finds the bar that leaves the wanted share of these clips below it. */
  static Split of(Method method, int share, long seed, List<KeptClip> clips) {
    Map<Long, Long> times = new TreeMap<>();
    long whole = 0;
    for (KeptClip clip : clips) {
      times.merge(hash(method, seed, clip), clip.lengthMs(), Long::sum);
      whole += clip.lengthMs();
    }
    long bar = -1;
    long taken = 0;
    int left = times.size();
    for (Map.Entry<Long, Long> entry : times.entrySet()) {
      long with = taken + entry.getValue();
      // At least one stays to train on, and the nearer of too little and too much is taken.
      boolean isNearer = 100 * with - share * whole <= share * whole - 100 * taken;
      if (left == 1 || !(isNearer || taken == 0)) {
        break;
      }
      bar = entry.getKey();
      taken = with;
      left--;
    }
    return new Split(method, share, seed, bar);
  }

  boolean isTest(KeptClip clip) {
    return hash(method, seed, clip) <= bar;
  }

  /** Of the seed and what a clip is known by: never negative. */
  private static long hash(Method method, long seed, KeptClip clip) {
    String key =
        switch (method) {
          case RANDOM -> clip.sha256() + ":" + clip.startMs();
          case SPEAKER -> clip.speaker();
        };
    Sha256 digest = new Sha256();
    byte[] bytes = (seed + "\0" + key).getBytes(StandardCharsets.UTF_8);
    digest.add(bytes, 0, bytes.length);
    return Long.parseUnsignedLong(digest.hex().substring(0, 16), 16) >>> 1;
  }

  /** What is on a side. */
  record Side(int clips, long durationMs, int speakers) {
    static Side of(Collection<KeptClip> clips) {
      Set<String> speakers = new HashSet<>();
      long duration = 0;
      for (KeptClip clip : clips) {
        duration += clip.lengthMs();
        if (!clip.speaker().isEmpty()) {
          speakers.add(clip.speaker());
        }
      }
      return new Side(clips.size(), duration, speakers.size());
    }

    public double seconds() {
      return durationMs / 1000.0;
    }
  }

  /** Both sides as they would be. */
  record Preview(Side train, Side test) {
    static Preview of(List<KeptClip> clips, Map<Integer, Purpose> purposes) {
      Map<Boolean, List<KeptClip>> sides =
          clips.stream()
              .collect(
                  Collectors.partitioningBy(clip -> purposes.get(clip.number()) == Purpose.TEST));
      return new Preview(Side.of(sides.get(false)), Side.of(sides.get(true)));
    }
  }

  /** What every clip is for, by number; what is kept apart already stays there. */
  Map<Integer, Purpose> purposes(List<KeptClip> clips, Set<Integer> kept) {
    Map<Integer, Purpose> purposes = new HashMap<>();
    for (KeptClip clip : clips) {
      boolean test = kept.contains(clip.number()) || isTest(clip);
      purposes.put(clip.number(), test ? Purpose.TEST : Purpose.TRAIN);
    }
    return purposes;
  }
}
