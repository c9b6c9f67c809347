package io.diction.evaluation.export;

import io.diction.evaluation.Tests.Seen;
import io.diction.evaluation.run.TestHypothesis.Word;
import io.diction.evaluation.run.TestSubject;
import io.diction.evaluation.run.TestUtterance;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The formats of NIST's sclite: transcripts with an id ({@code trn}) and words with times ({@code
 * ctm}). Words are written as they are compared, so that sclite counts what is shown here.
 */
@Component
class ScliteExport {
  private final ExportedUtterances utterances;

  ScliteExport(ExportedUtterances utterances) {
    this.utterances = utterances;
  }

  void reference(Seen test, Writer to) throws IOException {
    Speakers speakers = new Speakers();
    utterances.each(
        test.run().id(),
        (utterance, heard) -> {
          String id = speakers.id(utterance);
          if (!heard.isEmpty()) {
            line(to, heard.get(0).saidWords(), id);
          }
        });
  }

  void hypothesis(Seen test, int subject, Writer to) throws IOException {
    Speakers speakers = new Speakers();
    utterances.each(
        test.run().id(),
        (utterance, heard) -> {
          String id = speakers.id(utterance);
          if (!heard.isEmpty()) {
            line(to, heard.get(subject).heardWords(), id);
          }
        });
  }

  private static void line(Writer to, String words, String id) throws IOException {
    to.write(words + (words.isEmpty() ? "" : " ") + "(" + id + ")\n");
  }

  void times(Seen test, int subject, Writer to) throws IOException {
    TestSubject measured = test.subjects().get(subject);
    to.write(
        ";; model %s, sha256 %s\n"
            .formatted(measured.label().replaceAll("\\s+", " "), measured.sha256()));
    to.write(";; utterance channel begin duration word confidence\n");
    Speakers speakers = new Speakers();
    utterances.each(
        test.run().id(),
        (utterance, heard) -> {
          String id = speakers.id(utterance);
          if (!heard.isEmpty()) {
            times(to, id, utterance.lengthSeconds(), heard.get(subject).words());
          }
        });
  }

  private static void times(Writer to, String id, double length, List<Word> words)
      throws IOException {
    List<Word> heard = words.stream().filter(word -> word.hypothesis() != null).toList();
    double from = 0;
    for (int i = 0; i < heard.size(); i++) {
      Word word = heard.get(i);
      Double start = word.start();
      Double end = word.end();
      if (start == null || end == null) {
        // Words that have times only together share them equally.
        int next = i;
        while (next < heard.size() && heard.get(next).start() == null) {
          next++;
        }
        Double until = next < heard.size() ? heard.get(next).start() : null;
        start = from;
        end = from + Math.max(0, (until == null ? length : until) - from) / Math.max(1, next - i);
      }
      from = end;
      to.write(
          String.format(
                  Locale.ROOT,
                  "%s 1 %.3f %.3f %s %.3f%n",
                  id,
                  start,
                  Math.max(0, end - start),
                  word.hypothesis(),
                  word.confidence() == null ? 0 : word.confidence())
              .replace("\r\n", "\n"));
    }
  }

  /** Names of utterances; sclite ends the speaker's at a hyphen or underscore. */
  private static final class Speakers {
    private final Map<String, String> byName = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    String id(TestUtterance utterance) {
      return byName.computeIfAbsent(utterance.speaker(), this::unique) + "-" + utterance.id();
    }

    /** Two speakers that only signs tell apart stay two. */
    private String unique(String name) {
      String readable = name.replaceAll("[^\\p{L}\\p{N}]+", "");
      String base = readable.isEmpty() ? "unknown" : readable;
      String id = base;
      for (int number = 2; !taken.add(id); number++) {
        id = base + "x" + number;
      }
      return id;
    }
  }
}
