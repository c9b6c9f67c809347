package io.diction.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelView;
import io.diction.dataset.TrainingData.Pair;
import io.diction.evaluation.figures.Figures.OfSubject;
import io.diction.evaluation.run.TestRows;
import io.diction.evaluation.run.TestSubject;
import io.diction.identity.Ids;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.evaluate.EvaluationReport;
import io.diction.speech.evaluate.ModelEvaluation;
import io.diction.speech.evaluate.RecordedSpeech;
import io.diction.speech.evaluate.WordErrorRate;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.testing.Corpus;
import io.diction.testing.PortalTest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** The portal's figures on real speech, beside the command line's and an independent scorer's. */
@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class LjFiguresTest {
  private static final int CLIPS = 6;
  private static final Pattern TOTALS = Pattern.compile("S (\\d+) D (\\d+) I (\\d+) N (\\d+)");

  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @Autowired private CustomModels customModels;
  @Autowired private BaseModels baseModels;
  @Autowired private TestChoices choices;
  @Autowired private TestQueue queue;
  @Autowired private TestJob job;
  @Autowired private FinishedTest finished;
  @Autowired private TestRows runs;
  @Autowired private Blobs blobs;
  @Autowired private AudioDecoder decoder;
  @TempDir private Path folder;

  @Test
  void areThoseOfTheCommandLineAndOfTheIndependentScorer() throws Exception {
    Path dev = Corpus.require("lj", "dev");
    List<Path> clips;
    try (Stream<Path> files = Files.list(dev)) {
      clips =
          files.filter(file -> file.toString().endsWith(".flac")).sorted().limit(CLIPS).toList();
    }
    SignedIn user = people.user(Role.USER);
    CustomModelId model = models.trained(user, "Prisons");
    UUID run = queued(user, model, clips);

    job.run(new HandContext(user.organization(), run));

    OfSubject shown = finished.read(runs.find(user.organization(), run).orElseThrow()).subject(0);
    EvaluationReport.Entry told = report(clips).models().get(0);
    assertThat(shown.errors()).isEqualTo(told.wordErrors());
    assertThat(shown.interval()).isEqualTo(told.interval());
    assertThat(shown.sentenceErrorRate()).isEqualTo(told.sentenceErrorRate());
    assertThat(independent(clips, told)).isEqualTo(shown.errors());
  }

  private UUID queued(SignedIn user, CustomModelId id, List<Path> files) throws Exception {
    ModelView model = customModels.get(id, user);
    UUID run = Ids.next();
    List<TestSubject> subjects =
        choices.require(
            run, model, List.of("base:" + baseModels.usable("en-US").get(0).id().value()), user);
    List<SaidClip> clips = new ArrayList<>();
    for (Path file : files) {
      Blob sound;
      try (InputStream bytes = Files.newInputStream(file)) {
        sound = blobs.store(user.organization(), bytes);
      }
      clips.add(
          new SaidClip(
              null, new Pair(name(file), file, sound.sha256(), 0, null, said(file), ""), 16_000));
    }
    return queue.add(
        new TestQueue.Plan(
            run,
            model,
            user.organization(),
            user,
            "lj",
            subjects,
            choices.reader(subjects, model, user)),
        clips);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static String said(Path file) throws Exception {
    return Files.readString(Path.of(file.toString().replace(".flac", ".txt")));
  }

  /** As the command line measures. */
  private EvaluationReport report(List<Path> files) throws Exception {
    SpeechModel base = SpeechModel.english();
    RecordedSpeech speech =
        (ids, receiver) -> {
          for (Path file : files) {
            receiver.utterance(name(file), decoder.decode(file));
          }
        };
    List<ModelEvaluation.Reference> references = new ArrayList<>();
    for (Path file : files) {
      references.add(new ModelEvaluation.Reference(name(file), said(file)));
    }
    return EvaluationReport.of(
        List.of("base"),
        new ModelEvaluation(speech, base, 2).run(List.of(base), references, Progress.NONE),
        List.of(),
        1);
  }

  /** What score.py counts in the same words, as they are read aloud. */
  private WordErrorRate independent(List<Path> files, EvaluationReport.Entry told)
      throws Exception {
    Path script = Corpus.require("lj").resolve("../../bench/score.py").toAbsolutePath().normalize();
    assumeTrue(Files.exists(script), () -> "skipped: there is no " + script);
    Path references = Files.createDirectory(folder.resolve("references"));
    StringBuilder heard = new StringBuilder();
    for (int i = 0; i < files.size(); i++) {
      var pairs = told.utterances().get(i).alignment().pairs();
      Files.writeString(
          references.resolve(i + ".txt"),
          String.join(
              " ",
              pairs.stream()
                  .map(pair -> pair.reference() == null ? "" : pair.reference())
                  .toList()));
      heard
          .append(i)
          .append('\t')
          .append(
              String.join(
                  " ",
                  pairs.stream()
                      .map(pair -> pair.hypothesis() == null ? "" : pair.hypothesis())
                      .toList()))
          .append('\n');
    }
    Path hypotheses = Files.writeString(folder.resolve("heard.tsv"), heard);
    Process scorer =
        new ProcessBuilder(
                "python3", script.toString(), references.toString(), hypotheses.toString())
            .redirectErrorStream(true)
            .start();
    String answer = new String(scorer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(scorer.waitFor()).as(answer).isZero();
    Matcher totals = TOTALS.matcher(answer);
    assertThat(totals.find()).as(answer).isTrue();
    return new WordErrorRate(
        Integer.parseInt(totals.group(1)),
        Integer.parseInt(totals.group(2)),
        Integer.parseInt(totals.group(3)),
        Integer.parseInt(totals.group(4)));
  }
}
