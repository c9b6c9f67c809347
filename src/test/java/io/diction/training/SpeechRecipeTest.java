package io.diction.training;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.catalog.BaseModelFixtures;
import io.diction.catalog.BaseModelId;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetFiles;
import io.diction.dataset.DatasetFiles.Sent;
import io.diction.identity.Ids;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.ModelFolder;
import io.diction.testing.Corpus;
import io.diction.testing.PortalTest;
import io.diction.training.run.Part;
import io.diction.training.run.Recipe;
import io.diction.training.run.RecordedRun;
import io.diction.training.run.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.MockMvc;

/** What the speech core gets of the files that users send, and the model it makes of them. */
@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class, BaseModelFixtures.class})
class SpeechRecipeTest {
  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @Autowired private BaseModelFixtures bases;
  @Autowired private BaseModels baseModels;
  @Autowired private Recipe recipe;
  @TempDir private Path folder;

  private SignedIn user;
  private CustomModelId model;
  private BaseModelId base;
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void makeModel() {
    user = people.user(Role.USER);
    model = models.model(user, "Medical EN");
    base = bases.charged();
  }

  @Test
  void takesStructuredTextSpokenFormsAndRulesOfDisplayForWhatTheyAre() throws Exception {
    send(
        Sent.text(
            "menu.md",
            """
            @ list dish =
            - Quorvani stew
            - pizza
            @ speech:phoneticlexicon
            - quorvani/K W AO R V AA N IY
            # Orders
            - please bring the {@dish} to the table
            """),
        Sent.text("spoken.txt", "CNTK\tc n t k\n"),
        Sent.text(
            "display.txt",
            """
            # itn
            cat-\\d
            # rewrite
            sweet relief\tSweet RELIEF
            # test
            cat five\tcat-5
            sweet relief\tsomething else
            """),
        Sent.text("README.md", "# Our data\n- recorded in May\n"));

    assertThat(report("menu.md").select(".status-badge").first().text()).isEqualTo("Ready");
    assertThat(report("display.txt").text())
        .contains("Line 7: The test expects “something else”, displayed is “Sweet RELIEF”.")
        .doesNotContain("cat-5");
    assertThat(report("README.md").text())
        .contains("The markdown has no list, section or pronunciations of structured text");

    Recipe.Made made = train();

    SpeechModel custom = ModelFolder.read(made.folder()).open(baseModels.speechModel(base));
    assertThat(custom.lexicon().pronunciations("quorvani"))
        .extracting(Object::toString)
        .containsExactly("K W AO R V AA N IY");
    assertThat(custom.lexicon().pronunciations("cntk")).isNotEmpty();
    assertThat(custom.display().writeWithoutPunctuation("cat five and sweet relief"))
        .isEqualTo("cat-5 and Sweet RELIEF");
    assertThat(made.parts())
        .extracting(Part::kind)
        .contains(Part.Kind.TEXT, Part.Kind.WORDS)
        .doesNotContain(Part.Kind.TRANSCRIBED_AUDIO);
    assertThat(log).anyMatch(line -> line.contains("domain weight"));
  }

  @Test
  void takesPublishedFilesAsTheyAre() throws Exception {
    List<Sent> files = new ArrayList<>();
    for (String file :
        List.of(
            "en-US-general/structured-text.md",
            "en-US-general/pronunciation.txt",
            "en-US-general/related-text.txt",
            "en-US-display-formatting/display-format.txt")) {
      Path path = Corpus.require("azure-custom-speech", file.split("/"));
      files.add(new Sent(path.getFileName().toString(), Files.readAllBytes(path)));
    }
    send(files.toArray(Sent[]::new));

    Recipe.Made made = train();

    SpeechModel custom = ModelFolder.read(made.folder()).open(baseModels.speechModel(base));
    assertThat(custom.lexicon().pronunciations("cntk")).isNotEmpty();
    assertThat(
            custom.display().writeWithoutPunctuation("end to end at neighborworks of grays harbor"))
        .isEqualTo("E2E at NeighborWorks of Grays Harbor");
  }

  private Recipe.Made train() throws Exception {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    RecordedRun run =
        new RecordedRun(
            new RunId(Ids.next()),
            user.organization(),
            model,
            Ids.next(),
            base,
            "",
            false,
            0,
            0,
            0,
            now,
            now,
            null,
            null,
            null,
            null,
            null,
            null);
    Recipe.Work work = recipe.open(run, folder);
    Progress progress =
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            log.add(message);
          }

          @Override
          public boolean isCancelled() {
            return false;
          }
        };
    for (Recipe.Stage stage : recipe.stages()) {
      work.run(stage, progress);
    }
    return work.made();
  }

  private void send(Sent... files) throws Exception {
    mvc.perform(
            post("/custom-models/{id}/datasets", model)
                .contentType("multipart/form-data; boundary=" + DatasetFiles.BOUNDARY)
                .content(DatasetFiles.form("", List.of(files)))
                .with(as(user))
                .with(csrf().asHeader()))
        .andReturn();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(page("/custom-models/" + model + "/datasets").select("#datasets").text())
                    .doesNotContain("Validating"));
  }

  private Document report(String name) throws Exception {
    Element link =
        page("/custom-models/" + model + "/datasets").select("#datasets th a").stream()
            .filter(a -> a.text().equals(name))
            .findFirst()
            .orElseThrow();
    return page(link.attr("href"));
  }

  private Document page(String path) throws Exception {
    return Jsoup.parse(
        mvc.perform(get(path).with(as(user))).andReturn().getResponse().getContentAsString());
  }
}
