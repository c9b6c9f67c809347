package io.diction.evaluation.utterance;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.custommodel.CustomModelId;
import io.diction.evaluation.run.TestHypothesis.Word;
import io.diction.evaluation.utterance.Mending.Mend;
import io.diction.speech.evaluate.ErrorCauses.Cause;
import io.diction.speech.evaluate.WordAlignment.Kind;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MendingTest {
  private static final UUID MODEL = UUID.fromString("0190a000-0000-7000-8000-000000000001");
  private static final UUID DATASET = UUID.fromString("0190a000-0000-7000-8000-000000000002");
  private static final String PLACE = "/custom-models/" + MODEL;
  private static final String SENTENCE = "the R&D team's café = 100 % #1";

  private static Mending mending(boolean own, @Nullable UUID dataset) {
    return new Mending(new CustomModelId(MODEL), own, SENTENCE, dataset, "angio"::equals);
  }

  private static Word missed(String said, @Nullable Cause cause) {
    return new Word(Kind.DELETION, said, null, null, null, null, cause, null);
  }

  @Test
  void leadsEachCauseToWhereItIsMended() {
    Mending mending = mending(true, DATASET);

    assertThat(mending.of(missed("stent", Cause.UNKNOWN_WORD)))
        .isEqualTo(new Mend("term", PLACE + "/vocabulary?add=stent#add-term"));
    assertThat(mending.of(missed("stent", Cause.PRONUNCIATION)))
        .isEqualTo(new Mend("pronunciation", PLACE + "/vocabulary?add=stent&term=stent#add-term"));
    assertThat(mending.of(missed("stent", Cause.SOUND)))
        .isEqualTo(new Mend("recordings", PLACE + "/datasets"));
    assertThat(mending.of(missed("stent", Cause.REFERENCE)))
        .isEqualTo(
            new Mend("transcript", PLACE + "/datasets/" + DATASET + "/recordings?words=stent"));
    assertThat(mending.of(missed("stent", null))).isNull();
  }

  @Test
  void takesWordsAndSentencesAlongAsTheyAre() {
    Mend mend = mending(true, null).of(missed("r&d", Cause.LANGUAGE));

    assertThat(mend)
        .isEqualTo(
            new Mend(
                "sentence",
                PLACE
                    + "/vocabulary?add=r%26d&context=the%20R%26D%20team%27s%20caf%C3%A9%20%3D%20100%20%25%20%231#add-term"));
  }

  @Test
  void doesNotAskForWhatIsListed() {
    Mending mending = mending(true, DATASET);
    String found = PLACE + "/vocabulary?term=angio";

    Mend known = mending.of(missed("angio", Cause.UNKNOWN_WORD));
    assertThat(known).isEqualTo(new Mend("listed", found));
    assertThat(known.isDone()).isTrue();
    assertThat(mending.of(missed("angio", Cause.LANGUAGE)))
        .isEqualTo(new Mend("pronunciation", found));
  }

  @Test
  void offersTranscriptsOnlyWhereTheyAre() {
    assertThat(mending(true, null).of(missed("stent", Cause.REFERENCE))).isNull();
  }

  @Test
  void leadsThoseWithAShareToTheirOwnTermsAlone() {
    Mending mending = mending(false, null);

    assertThat(Arrays.stream(Cause.values()).map(cause -> mending.of(missed("stent", cause))))
        .filteredOn(mend -> mend != null)
        .isNotEmpty()
        .allMatch(mend -> mend.equals(new Mend("own-terms", PLACE + "/own-terms")));
  }
}
