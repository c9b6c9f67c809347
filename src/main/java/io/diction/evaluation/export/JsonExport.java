package io.diction.evaluation.export;

import io.diction.evaluation.Tests.Seen;
import io.diction.evaluation.figures.Figures;
import io.diction.evaluation.figures.Figures.OfSubject;
import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestHypothesis.Word;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestSubject;
import io.diction.evaluation.run.TestUtterance;
import io.diction.speech.evaluate.Bootstrap.Interval;
import io.diction.speech.evaluate.WordErrorRate;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Everything that is known of a test, as {@code results.schema.json} describes it. */
@Component
class JsonExport {
  private final ExportedUtterances utterances;
  private final JsonMapper json =
      JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  JsonExport(ExportedUtterances utterances) {
    this.utterances = utterances;
  }

  private record Head(
      String id,
      String name,
      String kind,
      String locale,
      String engine,
      String dataSha256,
      String createdAt,
      int utterances,
      int unreadable,
      double audioSeconds,
      Figures.@Nullable Known known) {}

  private record Difference(
      int standard,
      double points,
      double low,
      double high,
      boolean real,
      @Nullable Double moreMinutes) {}

  private record Subject(
      int position,
      String label,
      int version,
      String sha256,
      @Nullable Errors errors,
      @Nullable Range interval,
      @Nullable Difference difference,
      double timesRealTime,
      @Nullable List<Term> terms) {}

  private record Errors(int substitutions, int deletions, int insertions, int words, double rate) {
    static Errors of(WordErrorRate errors) {
      return new Errors(
          errors.substitutions(),
          errors.deletions(),
          errors.insertions(),
          errors.words(),
          errors.rate());
    }
  }

  private record Range(double low, double high) {}

  private record Term(String term, int said, int heard, int right) {}

  private record Heard(int subject, String text, @Nullable Errors errors, List<Word> words) {}

  private record Said(
      String id,
      String file,
      String audioSha256,
      double startSeconds,
      double lengthSeconds,
      String speaker,
      @Nullable Integer sampleRateHz,
      @Nullable Double snrDb,
      String reference,
      String fault,
      List<Heard> hypotheses) {}

  void write(Seen test, Writer to) throws IOException {
    TestRun run = test.run();
    try (JsonGenerator out = json.createGenerator(to)) {
      out.writeStartObject();
      out.writeNumberProperty("format", 1);
      out.writePOJOProperty(
          "test",
          new Head(
              run.id().toString(),
              run.name(),
              run.kind().name().toLowerCase(Locale.ROOT),
              run.locale(),
              run.engine(),
              run.dataSha256(),
              run.createdAt().toString(),
              test.requireFigures().utterances(),
              test.requireFigures().unreadable(),
              test.requireFigures().audioSeconds(),
              test.requireFigures().known()));
      out.writePOJOProperty(
          "subjects", test.subjects().stream().map(subject -> subject(test, subject)).toList());
      out.writeName("utterances");
      out.writeStartArray();
      utterances.each(run.id(), (utterance, heard) -> out.writePOJO(said(run, utterance, heard)));
      out.writeEndArray();
      out.writeEndObject();
    }
  }

  private static Subject subject(Seen test, TestSubject subject) {
    Figures all = test.requireFigures();
    OfSubject figures = all.subject(subject.position());
    boolean measured = test.run().isMeasured();
    Interval interval = figures.interval();
    return new Subject(
        subject.position(),
        subject.label(),
        subject.number(),
        subject.sha256(),
        measured ? Errors.of(figures.errors()) : null,
        measured && interval.tells() ? new Range(interval.low(), interval.high()) : null,
        measured ? difference(test, figures) : null,
        figures.speed().timesRealTime(),
        measured
            ? figures.terms().stream()
                .map(term -> new Term(all.written(term), term.said(), term.heard(), term.right()))
                .toList()
            : null);
  }

  private static @Nullable Difference difference(Seen test, OfSubject figures) {
    var against = figures.against();
    return against == null
        ? null
        : new Difference(
            test.requireFigures().standard(),
            100 * against.difference(),
            100 * against.interval().low(),
            100 * against.interval().high(),
            against.isReal(),
            figures.moreMinutes());
  }

  private static Said said(TestRun run, TestUtterance one, List<TestHypothesis> heard) {
    return new Said(
        one.id(),
        one.fileName(),
        one.audioSha256(),
        one.startMs() / 1000.0,
        one.lengthSeconds(),
        one.speaker(),
        one.sampleRate(),
        one.snr(),
        one.reference(),
        one.fault(),
        heard.stream()
            .map(
                each ->
                    new Heard(
                        each.position(),
                        each.text(),
                        run.isMeasured() ? Errors.of(each.errors()) : null,
                        each.words()))
            .toList());
  }
}
