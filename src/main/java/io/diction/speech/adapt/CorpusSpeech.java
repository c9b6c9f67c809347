package io.diction.speech.adapt;

import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.Sha256;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.AudioSource;
import io.diction.speech.corpus.Split;
import io.diction.speech.corpus.TrainingCorpus;
import io.diction.speech.corpus.Utterance;
import io.diction.speech.corpus.UtteranceCutter;
import io.diction.speech.evaluate.RecordedSpeech;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Corpora as training data. Utterances are named after their corpus and their own id, so that
 * corpora may use the same names. For one thread at a time; the corpora stay open until it is no
 * longer used.
 */
public final class CorpusSpeech implements RecordedSpeech {
  private static final double MOST_UNTRANSCRIBED_SECONDS = 600;
  private static final String GONE =
      "the file was there when the data was opened, and is not any more";

  private final List<Part> parts;
  private final AudioDecoder decoder;

  /**
   * A corpus and what it is for.
   *
   * @param name unique among the parts; empty for the only one
   * @param use of utterances for which the corpus itself does not say
   */
  public record Part(String name, TrainingCorpus corpus, Use use) {}

  public CorpusSpeech(List<Part> parts, AudioDecoder decoder) {
    this.parts = List.copyOf(parts);
    this.decoder = decoder;
  }

  /** The transcripts of all corpora, and the recordings that have none. */
  public List<TrainingData.Utterance> utterances() {
    List<TrainingData.Utterance> utterances = new ArrayList<>();
    for (Part part : parts) {
      for (Utterance utterance : part.corpus().utterances()) {
        utterances.add(
            new TrainingData.Utterance(
                id(part, utterance), true, utterance.text(), use(part, utterance)));
      }
      if (part.use() == Use.TRAIN) {
        for (String recording : part.corpus().untranscribed()) {
          utterances.add(new TrainingData.Utterance(id(part, recording), true, "", Use.TRAIN));
        }
      }
    }
    return utterances;
  }

  /** Who spoke, by utterance, as far as the corpora tell. */
  public Map<String, String> speakers() {
    Map<String, String> speakers = new HashMap<>();
    for (Part part : parts) {
      for (Utterance utterance : part.corpus().utterances()) {
        if (!utterance.speaker().isBlank()) {
          speakers.put(id(part, utterance), utterance.speaker().strip());
        }
      }
    }
    return speakers;
  }

  private static Use use(Part part, Utterance utterance) {
    return utterance.split() == Split.TEST ? Use.TEST : part.use();
  }

  /** The texts without recordings of all corpora, each by what it brings. */
  public UserTexts texts() throws IOException {
    UserTexts texts = new UserTexts();
    for (Part part : parts) {
      for (String name : part.corpus().texts()) {
        texts.add(part.corpus().audioFile(name), name);
      }
    }
    return texts;
  }

  @Override
  public void read(Set<String> ids, Receiver receiver) throws IOException {
    for (Part part : parts) {
      for (Map.Entry<String, List<Utterance>> recording :
          part.corpus().utterancesByAudio().entrySet()) {
        List<String> wanted =
            recording.getValue().stream()
                .map(utterance -> id(part, utterance))
                .filter(ids::contains)
                .toList();
        if (wanted.isEmpty()) {
          continue;
        }
        Set<String> sent = new HashSet<>();
        try {
          part.corpus()
              .readAudio(
                  decoder,
                  recording.getKey(),
                  (utterance, audio) -> {
                    String id = id(part, utterance);
                    if (ids.contains(id)) {
                      sent.add(id);
                      receiver.utterance(id, audio);
                    }
                  });
        } catch (FormatException | NoSuchFileException e) {
          wanted.stream()
              .filter(id -> !sent.contains(id))
              .forEach(id -> receiver.unreadable(id, reason(e)));
        }
      }
    }
    for (Part part : parts) {
      for (String recording : part.corpus().untranscribed()) {
        if (ids.contains(id(part, recording))) {
          readBeginning(part, recording, receiver);
        }
      }
    }
  }

  /** Of each recording as it is now; of one that is gone, that it is. */
  @Override
  public String fingerprint(Set<String> ids, Progress progress) throws IOException {
    Sha256 sum = new Sha256();
    for (Part part : parts) {
      Set<String> recordings = new TreeSet<>(part.corpus().untranscribed());
      recordings.removeIf(recording -> !ids.contains(id(part, recording)));
      for (Utterance utterance : part.corpus().utterances()) {
        if (ids.contains(id(part, utterance))) {
          recordings.add(utterance.audio());
        }
      }
      for (String recording : recordings) {
        sum.add(id(part, recording)).add(sha256(part, recording, progress));
      }
    }
    return sum.hex();
  }

  private static String sha256(Part part, String recording, Progress progress) throws IOException {
    try {
      return part.corpus().sha256(recording, progress);
    } catch (NoSuchFileException e) {
      return GONE;
    }
  }

  /** Of a recording without a transcript enough is heard to adapt to it. */
  private void readBeginning(Part part, String recording, Receiver receiver) throws IOException {
    String id = id(part, recording);
    Utterance beginning =
        new Utterance(id, recording, 0, MOST_UNTRANSCRIBED_SECONDS, "", "", Split.UNSPECIFIED);
    boolean[] sent = {false};
    UtteranceCutter cutter =
        new UtteranceCutter(
            List.of(beginning),
            (utterance, audio) -> {
              sent[0] = true;
              receiver.utterance(id, audio);
            });
    try (AudioSource source = part.corpus().openAudio(decoder, recording)) {
      float[] buffer = new float[8_192];
      for (int read = source.read(buffer); read >= 0 && !sent[0]; read = source.read(buffer)) {
        cutter.take(buffer, read);
      }
      cutter.end();
    } catch (FormatException | NoSuchFileException e) {
      if (!sent[0]) {
        receiver.unreadable(id, reason(e));
      }
    }
  }

  private static String reason(Exception e) {
    return e instanceof FormatException damaged ? damaged.reason() : GONE;
  }

  private static String id(Part part, Utterance utterance) {
    return id(part, utterance.id());
  }

  private static String id(Part part, String name) {
    return part.name().isEmpty() ? name : part.name() + "/" + name;
  }
}
