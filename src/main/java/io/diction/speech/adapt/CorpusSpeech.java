package io.diction.speech.adapt;

import io.diction.speech.FormatException;
import io.diction.speech.adapt.TrainingData.Text;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.corpus.Split;
import io.diction.speech.corpus.TimedText;
import io.diction.speech.corpus.TrainingCorpus;
import io.diction.speech.corpus.Utterance;
import io.diction.speech.evaluate.RecordedSpeech;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Corpora as training data. Utterances are named after their corpus and their own id, so that
 * corpora may use the same names. For one thread at a time; the corpora stay open until it is no
 * longer used.
 */
public final class CorpusSpeech implements RecordedSpeech {
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

  /** The transcripts of all corpora. */
  public List<TrainingData.Utterance> utterances() {
    List<TrainingData.Utterance> utterances = new ArrayList<>();
    for (Part part : parts) {
      for (Utterance utterance : part.corpus().utterances()) {
        utterances.add(
            new TrainingData.Utterance(
                id(part, utterance), true, utterance.text(), use(part, utterance)));
      }
    }
    return utterances;
  }

  private static Use use(Part part, Utterance utterance) {
    return utterance.split() == Split.TEST ? Use.TEST : part.use();
  }

  /** The texts without recordings of all corpora. */
  public List<Text> texts() {
    List<Text> texts = new ArrayList<>();
    for (Part part : parts) {
      for (String name : part.corpus().texts()) {
        texts.add(
            new Text(
                name, lines -> part.corpus().readText(name, piece -> lines.accept(text(piece)))));
      }
    }
    return texts;
  }

  private static String text(TimedText piece) {
    return piece.text();
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
        } catch (FormatException e) {
          wanted.stream()
              .filter(id -> !sent.contains(id))
              .forEach(id -> receiver.unreadable(id, e.reason()));
        }
      }
    }
  }

  private static String id(Part part, Utterance utterance) {
    return part.name().isEmpty() ? utterance.id() : part.name() + "/" + utterance.id();
  }
}
