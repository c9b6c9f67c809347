package io.diction.speech.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.diction.speech.CancelledException;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.PhoneSet;
import io.diction.speech.acoustic.PhoneSet.Position;
import io.diction.speech.acoustic.ScoringTables;
import io.diction.speech.acoustic.StateScorer;
import io.diction.speech.audio.Audio;
import io.diction.speech.features.Features;
import io.diction.speech.lexicon.LayeredLexicon;
import io.diction.speech.lexicon.Lexicon;
import io.diction.speech.lexicon.Pronunciation;
import io.diction.testing.SpeechFixtures;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UtteranceAlignerTest {
  private static final List<String> WORDS =
      List.of("the", "weather", "in", "a", "house", "is", "either", "cold", "and", "dry");

  @Test
  void givesEveryFrameToAPhoneAndEveryWordItsPlace() {
    Alignment.Placed placed = placed(AlignFixtures.aligner(), speech(), WORDS);

    assertThat(placed.words()).extracting(WordSegment::word).containsExactly(indices());
    int frame = 0;
    for (PhoneSegment segment : placed.phones()) {
      assertThat(segment.startFrame()).isEqualTo(frame);
      assertThat(segment.frames()).isPositive();
      frame += segment.frames();
    }
    assertThat(frame).isEqualTo(placed.frames());
    double sum = placed.phones().stream().mapToDouble(PhoneSegment::logLikelihood).sum();
    assertThat(sum).isCloseTo(placed.logLikelihood(), within(1e-6));
  }

  @Test
  void givesEachWordTheTimeOfItsPhones() {
    Alignment.Placed placed = placed(AlignFixtures.aligner(), speech(), WORDS);

    for (WordSegment word : placed.words()) {
      List<PhoneSegment> phones =
          placed.phones().stream().filter(phone -> phone.word() == word.word()).toList();
      int frame = word.startFrame();
      for (PhoneSegment phone : phones) {
        assertThat(phone.startFrame()).isEqualTo(frame);
        frame += phone.frames();
      }
      assertThat(frame).isEqualTo(word.startFrame() + word.frames());
    }
  }

  @Test
  void takesTheTriphonesOfTheNeighboursThatWereReallySpoken() {
    SpeechModel english = SpeechModel.english();
    PhoneSet phones = english.acousticModel().phones();
    Alignment.Placed placed = placed(AlignFixtures.aligner(), speech(), WORDS);
    List<PhoneSegment> segments = placed.phones();

    for (int i = 0; i < segments.size(); i++) {
      PhoneSegment segment = segments.get(i);
      int left = i == 0 ? phones.silence() : segments.get(i - 1).phone();
      int right = i + 1 == segments.size() ? phones.silence() : segments.get(i + 1).phone();
      int sequence =
          segment.word() < 0
              ? phones.contextFree(segment.phone())
              : phones.sequence(
                  segment.phone(),
                  phones.isFiller(left) ? phones.silence() : left,
                  phones.isFiller(right) ? phones.silence() : right,
                  position(segments, i));
      int state = 0;
      for (int f = segment.startFrame(); f < segment.startFrame() + segment.frames(); f++) {
        while (phones.tiedState(sequence, state) != placed.tiedStates()[f]) {
          state++;
          assertThat(state).as("states of phone %d", i).isLessThan(phones.statesPerPhone());
        }
        assertThat(placed.phoneOfFrame()[f]).isEqualTo(i);
      }
    }
  }

  private static Position position(List<PhoneSegment> segments, int i) {
    int word = segments.get(i).word();
    boolean first = i == 0 || segments.get(i - 1).word() != word;
    boolean last = i + 1 == segments.size() || segments.get(i + 1).word() != word;
    if (first) {
      return last ? Position.SINGLE : Position.BEGIN;
    }
    return last ? Position.END : Position.INTERNAL;
  }

  @Test
  void speaksWordsAsTheChosenVariantSays() {
    SpeechModel english = SpeechModel.english();
    PhoneSet phones = english.acousticModel().phones();
    Alignment.Placed placed = placed(AlignFixtures.aligner(), speech(), WORDS);

    for (WordSegment word : placed.words()) {
      List<String> spoken =
          placed.phones().stream()
              .filter(p -> p.word() == word.word())
              .map(p -> phones.names().get(p.phone()))
              .toList();
      assertThat(english.lexicon().pronunciations(WORDS.get(word.word())).get(word.variant()))
          .isEqualTo(new Pronunciation(spoken));
    }
  }

  @Test
  void findsTheSamePathWithABeamAsWithout() {
    UtteranceAligner exact =
        new UtteranceAligner(
            AlignFixtures.english(), new AlignmentSettings(1e9, 1e9, Math.log(0.1), -7, -1e31, 4));
    UtteranceAligner pruned =
        new UtteranceAligner(
            AlignFixtures.english(), new AlignmentSettings(200, 800, Math.log(0.1), -7, -1e31, 4));

    assertThat(placed(pruned, speech(), WORDS).words())
        .isEqualTo(placed(exact, speech(), WORDS).words());
  }

  @Test
  void triesAgainWhenTheBeamWasTooNarrow() {
    UtteranceAligner narrow =
        new UtteranceAligner(
            AlignFixtures.english(),
            new AlignmentSettings(0.01, 0.02, Math.log(0.1), Math.log(1e-3), -1e31, 4));

    assertThat(placed(narrow, speech(), WORDS).words())
        .isEqualTo(placed(AlignFixtures.aligner(), speech(), WORDS).words());
  }

  @Test
  void scoresTiedStatesLikeRecognitionDoes() {
    AcousticModel model = SpeechModel.english().acousticModel();
    Features features = new Features(model.features());
    Audio audio = speech();
    features.compute(audio.samples(), 0, audio.samples().length);
    int states = model.phones().tiedStates();
    SubsetScorer scorer = new SubsetScorer(new SubsetScorer.Tables(model), 4);
    float[] expected =
        new StateScorer(new ScoringTables(model), 4).score(features.values(), 48, 16);
    scorer.load(features.values(), 48, 16);

    for (int frame = 0; frame < 16; frame++) {
      scorer.turnTo(frame);
      for (int state = frame; state < states; state += 101) {
        assertThat(scorer.score(state)).isCloseTo(expected[frame * states + state], within(0.002f));
      }
    }
  }

  @Test
  void worksWithPhonesWithoutContext() {
    AcousticModel phonesAlone = AlignFixtures.contextIndependent();
    UtteranceAligner aligner =
        new UtteranceAligner(
            new AlignmentModel(phonesAlone, SpeechModel.english().lexicon()),
            AlignmentSettings.DEFAULT);
    Alignment.Placed placed = placed(aligner, speech(), WORDS);
    Alignment.Placed inContext = placed(AlignFixtures.aligner(), speech(), WORDS);

    for (int frame = 0; frame < placed.frames(); frame++) {
      PhoneSegment segment = placed.phones().get(placed.phoneOfFrame()[frame]);
      assertThat(phonesAlone.phones().phoneOfTiedState(placed.tiedStates()[frame]))
          .isEqualTo(segment.phone());
    }
    for (int i = 0; i < WORDS.size(); i++) {
      assertThat(placed.words().get(i).startFrame())
          .isCloseTo(inContext.words().get(i).startFrame(), within(12));
    }
  }

  @Test
  void scoresModelsWhoseStatesShareNothing() {
    AcousticModel continuous = continuous(AlignFixtures.contextIndependent());
    UtteranceAligner aligner =
        new UtteranceAligner(
            new AlignmentModel(continuous, SpeechModel.english().lexicon()),
            AlignmentSettings.DEFAULT);

    Alignment.Placed placed = placed(aligner, speech(), WORDS);

    assertThat(placed.words()).hasSameSizeAs(WORDS);
    assertThat(placed.logLikelihood()).isFinite();
  }

  /** Each tied state with a codebook of its own, a copy of its phone's. */
  private static AcousticModel continuous(AcousticModel shared) {
    int states = shared.phones().tiedStates();
    int row = shared.means().length / shared.codebooks();
    float[] means = new float[states * row];
    float[] variances = new float[states * row];
    int[] codebooks = new int[states];
    for (int state = 0; state < states; state++) {
      int from = shared.codebookOfState()[state] * row;
      System.arraycopy(shared.means(), from, means, state * row, row);
      System.arraycopy(shared.variances(), from, variances, state * row, row);
      codebooks[state] = state;
    }
    return new AcousticModel(
        shared.phones(),
        shared.features(),
        states,
        shared.densities(),
        shared.streamLengths(),
        means,
        variances,
        shared.weights(),
        shared.transitions(),
        codebooks);
  }

  @Test
  void findsOnlyFillersWithoutWords() {
    Alignment.Placed placed = placed(AlignFixtures.aligner(), speech(), List.of());

    assertThat(placed.words()).isEmpty();
    assertThat(placed.phones()).allMatch(segment -> segment.word() == -1);
  }

  @Test
  void saysWhyItFails() {
    UtteranceAligner aligner = AlignFixtures.aligner();
    Audio speech = speech();
    Lexicon odd =
        new LayeredLexicon(
            SpeechModel.english().lexicon(), Map.of("odd", List.of(Pronunciation.parse("Q Q"))));
    UtteranceAligner withOdd =
        new UtteranceAligner(
            new AlignmentModel(SpeechModel.english().acousticModel(), odd),
            AlignmentSettings.DEFAULT);

    assertFails(aligner, new float[0], WORDS, Alignment.Reason.NO_AUDIO);
    assertFails(aligner, new float[4_000], WORDS, Alignment.Reason.TOO_SHORT);
    assertFails(aligner, speech.samples(), List.of("the", "xqzzy"), Alignment.Reason.UNKNOWN_WORD);
    assertFails(withOdd, speech.samples(), List.of("odd"), Alignment.Reason.UNKNOWN_WORD);
    assertFails(
        aligner,
        speech.samples(),
        Collections.nCopies(50_000, "weather"),
        Alignment.Reason.TOO_LONG);
  }

  private static void assertFails(
      UtteranceAligner aligner, float[] samples, List<String> words, Alignment.Reason reason) {
    assertThat(aligner.align(samples, 0, samples.length, words, Progress.NONE))
        .isInstanceOfSatisfying(
            Alignment.Failed.class, failed -> assertThat(failed.reason()).isEqualTo(reason));
  }

  @Test
  void allocatesOnlyItsResultAndDoesNotDependOnWhatWentBefore() {
    UtteranceAligner aligner = AlignFixtures.aligner();
    Audio audio = speech();
    Alignment first = aligner.align(audio.samples(), 0, audio.samples().length, WORDS, none());
    Audio other = SpeechFixtures.say("something else entirely");
    aligner.align(other.samples(), 0, other.samples().length, List.of("something", "else"), none());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    Alignment again = aligner.align(audio.samples(), 0, audio.samples().length, WORDS, none());
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(((Alignment.Placed) again).phones()).isEqualTo(((Alignment.Placed) first).phones());
    int frames = ((Alignment.Placed) first).frames();
    // The two arrays of the result, the words' pronunciations, one object a phone.
    assertThat(allocated).isLessThan(8L * frames + 20_000);
  }

  private static Progress none() {
    return Progress.NONE;
  }

  @Test
  void stopsWhenAsked() {
    Progress cancelled =
        new Progress() {
          @Override
          public void report(double fraction, String message) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    float[] samples = speech().samples();

    assertThatThrownBy(
            () -> AlignFixtures.aligner().align(samples, 0, samples.length, WORDS, cancelled))
        .isInstanceOf(CancelledException.class);
  }

  private static Alignment.Placed placed(
      UtteranceAligner aligner, Audio audio, List<String> words) {
    Alignment alignment =
        aligner.align(audio.samples(), 0, audio.samples().length, words, Progress.NONE);
    assertThat(alignment).isInstanceOf(Alignment.Placed.class);
    return (Alignment.Placed) alignment;
  }

  private static Audio speech() {
    return SpeechFixtures.say(String.join(" ", WORDS));
  }

  private static Integer[] indices() {
    Integer[] indices = new Integer[WORDS.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = i;
    }
    return indices;
  }
}
