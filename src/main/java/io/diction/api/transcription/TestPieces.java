package io.diction.api.transcription;

import io.diction.api.phrase.Phrase;
import io.diction.api.transcription.Heard.Problem;
import io.diction.api.transcription.Said.Spoken;
import io.diction.evaluation.OrderedTests;
import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestHypothesis.Word;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestSubject;
import io.diction.evaluation.run.TestUtterance;
import io.diction.identity.OrganizationId;
import io.diction.speech.WordTiming;
import io.diction.web.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What one of the models of an evaluation heard, recording by recording. */
@Component
class TestPieces {
  private final OrderedTests tests;

  TestPieces(OrderedTests tests) {
    this.tests = tests;
  }

  List<Piece> of(OrganizationId organization, TranscriptionRow row, UUID evaluation) {
    Optional<TestRun> run = tests.find(organization, evaluation);
    if (run.isEmpty()) {
      return List.of();
    }
    Map<String, List<TestUtterance>> files =
        tests.utterances(run.get()).stream()
            .collect(
                Collectors.groupingBy(
                    TestUtterance::audioSha256, LinkedHashMap::new, Collectors.toList()));
    TestSubject by = tests.subjects(run.get()).get(row.position());
    List<Piece> pieces = new ArrayList<>();
    for (List<TestUtterance> file : files.values()) {
      pieces.add(piece(row, run.get(), by, pieces.size(), file));
    }
    return pieces;
  }

  private Piece piece(
      TranscriptionRow row, TestRun run, TestSubject by, int number, List<TestUtterance> file) {
    List<TestUtterance> heard =
        file.stream().filter(one -> one.state() == TestUtterance.State.HEARD).toList();
    String name = file.get(0).fileName();
    return new Piece(
        number,
        name,
        name.substring(name.lastIndexOf('/') + 1) + ".json",
        row.changedAt(),
        heard.stream().mapToLong(TestPieces::endMs).max().orElse(0),
        heard.isEmpty()
            ? new Problem(ErrorCode.INVALID_AUDIO_FORMAT.code(), file.get(0).fault())
            : null,
        String.valueOf(row.position()),
        () ->
            new Said(
                by.label(),
                by.sha256(),
                List.of(new Spoken(0, phrases(run, row.position(), heard)))));
  }

  private static long endMs(TestUtterance one) {
    return one.startMs() + (one.lengthMs() == null ? 0 : one.lengthMs());
  }

  private List<Phrase> phrases(TestRun run, int position, List<TestUtterance> heard) {
    Map<Integer, TestHypothesis> said =
        tests.heard(run, heard.stream().map(TestUtterance::number).toList()).stream()
            .filter(one -> one.position() == position)
            .collect(Collectors.toMap(TestHypothesis::utterance, one -> one));
    return heard.stream()
        .filter(one -> said.containsKey(one.number()))
        .flatMap(one -> phrase(one, said.get(one.number())).stream())
        .toList();
  }

  /** Empty where nothing was heard. What is written has no times of its own but the phrase's. */
  private static Optional<Phrase> phrase(TestUtterance at, TestHypothesis heard) {
    double from = at.startMs() / 1000.0;
    double to = endMs(at) / 1000.0;
    List<WordTiming> words = new ArrayList<>();
    for (Word word : heard.words()) {
      String said = word.hypothesis();
      if (said != null) {
        words.add(
            new WordTiming(
                said,
                word.start() == null ? from : from + word.start(),
                word.end() == null ? to : from + word.end(),
                word.confidence() == null ? 0 : word.confidence()));
      }
    }
    if (words.isEmpty()) {
      return Optional.empty();
    }
    String written = heard.written() == null ? heard.text() : heard.written();
    return Optional.of(
        new Phrase(
            words,
            Stream.of(written.split(" "))
                .filter(token -> !token.isEmpty())
                .map(token -> new WordTiming(token, from, to, 0))
                .toList()));
  }
}
