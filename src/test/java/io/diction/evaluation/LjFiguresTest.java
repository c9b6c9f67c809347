package io.diction.evaluation;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.NewVersion;
import io.diction.custommodel.TrainingStates;
import io.diction.dataset.TrainingData.Pair;
import io.diction.evaluation.figures.Figures.OfSubject;
import io.diction.evaluation.run.TestRows;
import io.diction.evaluation.run.TestSubject;
import io.diction.identity.Ids;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.jobs.JobState;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.ModelArchive;
import io.diction.speech.adapt.ModelFolder;
import io.diction.speech.adapt.TrainingData;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.adapt.TrainingData.Utterance;
import io.diction.speech.adapt.TrainingRun;
import io.diction.speech.adapt.TrainingSettings;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.evaluate.EvaluationReport;
import io.diction.speech.evaluate.ModelEvaluation;
import io.diction.speech.evaluate.RecordedSpeech;
import io.diction.speech.evaluate.WordErrorRate;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.testing.Corpus;
import io.diction.testing.HandContext;
import io.diction.testing.PortalTest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * The portal's figures on real speech, in the browser too, beside the command line's and an
 * independent scorer's.
 */
@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class LjFiguresTest {
  private static final int CLIPS = 6;
  private static final Pattern TOTALS = Pattern.compile("S (\\d+) D (\\d+) I (\\d+) N (\\d+)");

  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @Autowired private CustomModels customModels;
  @Autowired private TrainingStates states;
  @Autowired private BaseModels baseModels;
  @Autowired private TestChoices choices;
  @Autowired private TestQueue queue;
  @Autowired private TestJob job;
  @Autowired private FinishedTest finished;
  @Autowired private TestRows runs;
  @Autowired private Blobs blobs;
  @Autowired private AudioDecoder decoder;
  @Autowired private MockMvcTester web;
  @TempDir private Path folder;

  @Test
  void areThoseOfTheCommandLineAndOfTheIndependentScorer() throws Exception {
    List<Path> clips = clips("dev", CLIPS);
    SignedIn user = people.user(Role.USER);
    CustomModelId model = models.trained(user, "Prisons");
    String base = "base:" + baseModels.usable("en-US").get(0).id().value();
    UUID run = queued(user, model, base, clips);

    job.run(new HandContext(user.organization(), run));

    OfSubject shown = finished.read(runs.find(user.organization(), run).orElseThrow()).subject(0);
    EvaluationReport.Entry told = report(SpeechModel.english(), clips).models().get(0);
    assertThat(shown.errors()).isEqualTo(told.wordErrors());
    assertThat(shown.interval()).isEqualTo(told.interval());
    assertThat(shown.sentenceErrorRate()).isEqualTo(told.sentenceErrorRate());
    assertThat(independent(clips, told)).isEqualTo(shown.errors());
    assertThat(inTheBrowser(user, model, run)).isEqualTo(told.wordErrors());
  }

  /** What the page of the test says, of its first subject. */
  private WordErrorRate inTheBrowser(SignedIn user, CustomModelId model, UUID run)
      throws Exception {
    runs.ended(run, JobState.SUCCEEDED, null, null, OffsetDateTime.now(ZoneOffset.UTC));
    Document page =
        Jsoup.parse(
            web.get()
                .uri("/custom-models/{model}/tests/{run}", model, run)
                .with(as(user))
                .exchange()
                .getResponse()
                .getContentAsString());
    WordErrorRate shown =
        new WordErrorRate(
            figure(page, "Substitutions"),
            figure(page, "Deletions"),
            figure(page, "Insertions"),
            figure(page, "Words"));
    assertThat(page.select("[data-label=WER]").first().text())
        .isEqualTo(String.format(Locale.ENGLISH, "%.1f %%", 100 * shown.rate()));
    return shown;
  }

  private static int figure(Document page, String column) {
    return Integer.parseInt(page.select("[data-label=" + column + "]").first().text());
  }

  /** What the portal unpacks and loads is what the command line has in a folder. */
  @Test
  @Tag("soak")
  void areTheSameForAModelThatWasTrainedOnTheCorpus() throws Exception {
    List<Path> clips = clips("dev", CLIPS / 2);
    Path trained = train();
    SignedIn user = people.user(Role.USER);
    CustomModelId model = models.running(user, "Prisons");
    NewVersion like = models.version(user.organization(), CustomModelFixtures.BETTER);
    Path archive = folder.resolve("model.zip");
    ModelArchive.pack(trained, archive);
    Blob artifact;
    try (InputStream bytes = Files.newInputStream(archive)) {
      artifact = blobs.store(user.organization(), bytes);
    }
    ModelVersion version =
        states.succeeded(
            model,
            new NewVersion(
                like.baseModel(), artifact, 1, "test", "{}", like.expiresAt(), like.metrics()));
    UUID run = queued(user, model, "version:" + version.id(), clips);

    job.run(new HandContext(user.organization(), run));

    OfSubject shown = finished.read(runs.find(user.organization(), run).orElseThrow()).subject(0);
    SpeechModel custom = ModelFolder.read(trained).open(SpeechModel.english());
    EvaluationReport.Entry told = report(custom, clips).models().get(0);
    assertThat(shown.errors()).isEqualTo(told.wordErrors());
    assertThat(shown.interval()).isEqualTo(told.interval());
    assertThat(independent(clips, told)).isEqualTo(shown.errors());
    assertThat(inTheBrowser(user, model, run)).isEqualTo(told.wordErrors());
    assertThat(told.wordErrors())
        .isNotEqualTo(report(SpeechModel.english(), clips).models().get(0).wordErrors());
  }

  /** On the transcripts of the corpus and the sound of a few of its clips. */
  private Path train() throws Exception {
    List<Path> heard = clips("train", CLIPS);
    List<Utterance> utterances = new ArrayList<>();
    for (Path file : heard) {
      utterances.add(new Utterance(name(file), true, said(file), Use.TRAIN));
    }
    List<String> lines = new ArrayList<>();
    for (Path file : clips("train", 1000)) {
      lines.add(said(file));
    }
    TrainingRun training =
        new TrainingRun(
            folder.resolve("work"),
            SpeechModel.english(),
            new TrainingData(
                utterances,
                List.of(new TrainingData.Text("lj.txt", lines::forEach)),
                List.of(),
                List.of()),
            new TrainingSettings("Prisons", 1, 2, Path.of("target", "pronunciation-cache")),
            speech(heard));
    training.run(Progress.NONE);
    Path model = folder.resolve("trained");
    training.export(model);
    return model;
  }

  private static List<Path> clips(String part, int most) throws Exception {
    try (Stream<Path> files = Files.list(Corpus.require("lj", part))) {
      return files.filter(file -> file.toString().endsWith(".flac")).sorted().limit(most).toList();
    }
  }

  private UUID queued(SignedIn user, CustomModelId id, String subject, List<Path> files)
      throws Exception {
    ModelView model = customModels.get(id, user);
    UUID run = Ids.next();
    List<TestSubject> subjects = choices.require(run, model, List.of(subject), user);
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
            model.id().value(),
            true,
            model.locale(),
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

  private RecordedSpeech speech(List<Path> files) {
    return (ids, receiver) -> {
      for (Path file : files) {
        if (ids.contains(name(file))) {
          receiver.utterance(name(file), decoder.decode(file));
        }
      }
    };
  }

  /** As the command line measures. */
  private EvaluationReport report(SpeechModel measured, List<Path> files) throws Exception {
    List<ModelEvaluation.Reference> references = new ArrayList<>();
    for (Path file : files) {
      references.add(new ModelEvaluation.Reference(name(file), said(file)));
    }
    return EvaluationReport.of(
        List.of("measured"),
        new ModelEvaluation(speech(files), SpeechModel.english(), 2)
            .run(List.of(measured), references, Progress.NONE),
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
