package io.diction.dataset.agreement;

import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.finding.Finding;
import io.diction.speech.CancelledException;
import io.diction.speech.Progress;
import io.diction.speech.adapt.ClipHearing;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.text.LanguageGuess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Compares words and sound of data that nobody keeps, as a dataset's are. */
public final class TrialComparison {
  /** Whoever has more uploads it: others wait for their turn. */
  public static final long MOST_SECONDS = 36_000;

  private static final int MOST_FINDINGS = 5_000;
  private static final int MOST_CHARACTERS = 1_000_000;

  private final ClipHearing hearing;
  private final String language;
  private final AudioDecoder decoder;

  /**
   * @param language expected of the texts, two letters; empty where nothing is
   */
  public TrialComparison(ClipHearing hearing, String language, AudioDecoder decoder) {
    this.hearing = hearing;
    this.language = language;
    this.decoder = decoder;
  }

  /**
   * What it came to.
   *
   * @param agreement by recording, share of the written words that are heard
   * @param seconds of sound that was compared
   */
  public record Result(List<Finding> findings, Map<String, Double> agreement, double seconds) {
    public Result {
      findings = List.copyOf(findings);
      agreement = Map.copyOf(agreement);
    }
  }

  /**
   * Compares; when it is stopped, the result is what was compared until then.
   *
   * @param name of all the data, for what is about all of it
   * @param lengthsMs of recordings, by hash
   * @param told which file is told of a recording
   */
  public Result compare(
      String name,
      List<Pair> pairs,
      Map<String, Long> lengthsMs,
      Function<String, String> told,
      Progress progress)
      throws IOException {
    List<ComparedClip> clips = new ArrayList<>();
    Comparison comparison =
        new Comparison(
            new Hearings.Opened(hearing, "", ""), decoder, clips::addAll, lengthsMs, progress);
    try {
      comparison.run(within(pairs, lengthsMs));
    } catch (CancelledException stopped) {
      progress.report(1, "");
    }
    List<Finding> findings = new ArrayList<>();
    otherLanguage(pairs)
        .ifPresent(other -> findings.add(AgreementFindings.language(name, other, language)));
    clips.sort(Comparator.comparingDouble(ComparedClip::margin));
    findings.addAll(
        AgreementFindings.of(
            clips.subList(0, Math.min(MOST_FINDINGS, clips.size())),
            clip -> told.apply(clip.file())));
    return new Result(findings, agreement(clips), comparison.seconds());
  }

  private Optional<String> otherLanguage(List<Pair> pairs) {
    LanguageGuess guess = new LanguageGuess();
    int left = MOST_CHARACTERS;
    for (Pair pair : pairs) {
      left -= pair.text().length();
      if (left > 0) {
        guess.add(pair.text());
      }
    }
    return language.isEmpty() ? Optional.empty() : guess.other(language);
  }

  private static List<Pair> within(List<Pair> pairs, Map<String, Long> lengthsMs) {
    List<Pair> within = new ArrayList<>();
    double seconds = 0;
    for (Pair pair : pairs) {
      Long duration = pair.durationMs();
      long length = duration == null ? lengthsMs.getOrDefault(pair.sha256(), 0L) : duration;
      seconds += length / 1000.0;
      if (seconds <= MOST_SECONDS) {
        within.add(pair);
      }
    }
    return within;
  }

  private static Map<String, Double> agreement(List<ComparedClip> clips) {
    Map<String, Double> heard = new HashMap<>();
    Map<String, Double> all = new HashMap<>();
    for (ComparedClip clip : clips) {
      if (clip.state() != ComparedClip.State.UNHEARD && !clip.spoken().isEmpty()) {
        double weight = clip.spoken().length();
        heard.merge(clip.file(), clip.wordShare() * weight, Double::sum);
        all.merge(clip.file(), weight, Double::sum);
      }
    }
    Map<String, Double> shares = new HashMap<>();
    all.forEach((file, weight) -> shares.put(file, heard.getOrDefault(file, 0.0) / weight));
    return shares;
  }
}
