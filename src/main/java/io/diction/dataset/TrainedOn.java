package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.TrainingData.Text;
import io.diction.dataset.TrainingData.TrainingSet;
import io.diction.identity.OrganizationId;
import io.diction.speech.FormatException;
import io.diction.speech.audio.AudioPrint;
import io.diction.speech.audio.AudioPrints;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.Transcripts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Tells what of recordings that came with a test a model is trained on: the same clip, whatever its
 * container, the same sentence, the same speaker. Its data as it is now, which may have changed
 * since a version was trained.
 */
@Service
public class TrainedOn {
  /** As with a model's own tests. */
  private static final long MOST_TEXT_BYTES = 16_000_000;

  private final Gathering gathering;
  private final ScoredClips scored;

  TrainedOn(Gathering gathering, ScoredClips scored) {
    this.gathering = gathering;
    this.scored = scored;
  }

  /**
   * Something that is tested with.
   *
   * @param print of the whole recording; null when it could not be taken
   * @param seconds of the whole recording
   */
  public record Tested(
      int number,
      String sha256,
      String text,
      String speaker,
      @Nullable AudioPrint print,
      double seconds) {}

  /**
   * What trains as well.
   *
   * @param clips numbers of what was tested with
   * @param sentences numbers of those whose words train
   * @param isWhole whether all of the data was compared
   */
  public record Found(
      Set<Integer> clips, Set<Integer> sentences, Set<String> speakers, boolean isWhole) {
    public Found {
      clips = Set.copyOf(clips);
      sentences = Set.copyOf(sentences);
      speakers = Set.copyOf(speakers);
    }
  }

  public Found compare(CustomModelId model, OrganizationId owner, List<Tested> tests)
      throws IOException {
    TrainingSet set = gathering.sort(model, owner).set();
    Set<String> recordings = new HashSet<>();
    set.pairs().forEach(pair -> recordings.add(pair.sha256()));
    set.recordings().forEach(recording -> recordings.add(recording.sha256()));
    Set<String> known = new HashSet<>(recordings);
    boolean whole = copies(model, owner, recordings, tests, known);
    Set<Integer> clips = new TreeSet<>();
    for (Tested test : tests) {
      if (known.contains(test.sha256())) {
        clips.add(test.number());
      }
    }
    Set<Integer> sentences = new TreeSet<>();
    whole &= sentences(set, tests, sentences);
    return new Found(clips, sentences, speakers(set, tests), whole);
  }

  /**
   * Adds the bytes of those that sound like a recording that trains.
   *
   * @return whether all were compared
   */
  private boolean copies(
      CustomModelId model,
      OrganizationId owner,
      Set<String> recordings,
      List<Tested> tests,
      Set<String> known) {
    Map<String, String> sounds = scored.sounds(model, owner);
    Set<String> trained = new HashSet<>();
    recordings.forEach(sha256 -> trained.add(sounds.getOrDefault(sha256, sha256)));
    AudioPrints prints = AudioPrints.strict();
    List<String> names = new ArrayList<>();
    Map<String, Tested> byBytes = new HashMap<>();
    for (Tested test : tests) {
      AudioPrint print = test.print();
      if (print != null
          && !known.contains(test.sha256())
          && byBytes.putIfAbsent(test.sha256(), test) == null) {
        prints.add(print, test.seconds());
        names.add(test.sha256());
      }
    }
    scored.prints(
        model,
        owner,
        sound -> {
          if (trained.contains(sound.samples())) {
            prints
                .find(sound.print(), sound.seconds())
                .ifPresent(test -> known.add(names.get(test)));
          }
        });
    return !prints.isPartial();
  }

  /**
   * How many of the sentences of a text train. That it has the same bytes as one that trains is
   * seen however long it is.
   */
  int sentences(
      CustomModelId model, OrganizationId owner, String sha256, List<String> sentencesOfText)
      throws IOException {
    TrainingSet set = gathering.sort(model, owner).set();
    if (set.texts().stream().anyMatch(text -> text.sha256().equals(sha256))) {
      return sentencesOfText.size();
    }
    List<Tested> tests = new ArrayList<>();
    for (String sentence : sentencesOfText) {
      tests.add(new Tested(tests.size(), "", sentence, "", null, 0));
    }
    Set<Integer> found = new HashSet<>();
    sentences(set, tests, found);
    return found.size();
  }

  /** Whether all texts were looked through. */
  private static boolean sentences(TrainingSet set, List<Tested> tests, Set<Integer> found)
      throws IOException {
    Sentences tested = new Sentences();
    tests.forEach(test -> tested.add(test.text()));
    Set<String> written = new HashSet<>();
    for (Pair pair : set.pairs()) {
      written.addAll(tested.within(pair.text()));
    }
    long left = MOST_TEXT_BYTES;
    boolean whole = true;
    for (Text text : set.texts()) {
      long bytes = Files.size(text.file());
      if (bytes > left) {
        whole = false;
        continue;
      }
      left -= bytes;
      try {
        Transcripts.sentences(
            text.file(),
            text.name(),
            CorpusLimits.DEFAULT,
            piece -> written.addAll(tested.within(piece.text())));
      } catch (FormatException noSentences) {
        // Lists of words and rules of display are no sentences.
        continue;
      }
    }
    Sentences trained = new Sentences();
    written.forEach(trained::add);
    for (Tested test : tests) {
      if (!trained.within(test.text()).isEmpty()) {
        found.add(test.number());
      }
    }
    return whole;
  }

  private static Set<String> speakers(TrainingSet set, List<Tested> tests) {
    Set<String> trained = new HashSet<>();
    set.pairs().forEach(pair -> trained.add(key(pair.speaker())));
    Set<String> speakers = new TreeSet<>();
    for (Tested test : tests) {
      if (!test.speaker().isBlank() && trained.contains(key(test.speaker()))) {
        speakers.add(test.speaker().strip());
      }
    }
    return speakers;
  }

  private static String key(String speaker) {
    return speaker.strip().toLowerCase(Locale.ROOT);
  }
}
