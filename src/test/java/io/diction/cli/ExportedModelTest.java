package io.diction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.ModelVersion;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.modelfile.ModelFileFixtures;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.Progress;
import io.diction.speech.Recognizer;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.ModelArchive;
import io.diction.speech.adapt.TrainingData;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.adapt.TrainingData.Text;
import io.diction.speech.adapt.TrainingRun;
import io.diction.speech.adapt.TrainingSettings;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import io.diction.training.TrainedModels;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A version that left the portal as a file recognises without it. */
@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import({OrganizationFixtures.class, CustomModelFixtures.class, ModelFileFixtures.class})
class ExportedModelTest {
  private static final String SAID = "the patient takes zolvantix every morning";

  @Autowired private OrganizationFixtures people;
  @Autowired private ModelFileFixtures files;
  @Autowired private TrainedModels models;
  @TempDir private Path folder;

  /** Taught a word that no dictionary has. */
  private Path trained() throws Exception {
    Text text =
        new Text(
            "visits.txt",
            line -> {
              for (String time : List.of("morning", "evening", "day", "week")) {
                line.accept("The patient takes zolvantix every " + time + ".");
                line.accept("We prescribed zolvantix each " + time + ".");
              }
            });
    TrainingRun run =
        new TrainingRun(
            folder.resolve("work"),
            SpeechModel.english(),
            new TrainingData(
                List.of(),
                List.of(text),
                List.of(new Term("zolvantix", "", 1, List.of())),
                List.of()),
            new TrainingSettings("ward", 1, 1, Path.of("target", "pronunciation-cache")),
            (ids, receiver) -> {});
    run.run(Progress.NONE);
    run.export(folder.resolve("model"));
    Path archive = folder.resolve("model.zip");
    ModelArchive.pack(folder.resolve("model"), archive);
    return archive;
  }

  @Test
  void hearsTheSameWordsOffline() throws Exception {
    SignedIn admin = people.user(Role.ORGADMIN);
    ModelVersion version = files.trained(admin, "Ward", trained());
    String here =
        String.join(
            " ",
            new Recognizer(
                    models.speechModel(admin.organization(), version.made().artifact().sha256()))
                .recognize(SpeechFixtures.say(SAID)).words().stream()
                    .map(word -> word.word())
                    .toList());
    Path file = Files.write(folder.resolve("ward-1.zip"), files.exported(version, admin));
    Path audio = SpeechFixtures.wav(folder.resolve("visit.wav"), SAID);

    StringWriter out = new StringWriter();
    CommandLine line = new CommandLine(new TranscribeCommand());
    line.setOut(new PrintWriter(out));
    int exit = line.execute("--model", "" + file, "--format", "json", "" + audio);

    assertThat(exit).isZero();
    JsonNode transcript = JsonMapper.shared().readTree(out.toString());
    assertThat(here).contains("zolvantix");
    assertThat(transcript.get("lexical").stringValue()).isEqualTo(here);
  }
}
