package io.diction.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import io.diction.speech.Json;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.testing.Corpus;
import io.diction.testing.DictionProcess;
import io.diction.testing.HoursOfSpeech;
import io.diction.testing.HoursOfSpeech.Written;
import io.diction.testing.InBrowser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder of many recordings in mixed formats, from the browser's dialog to the confirmed dataset,
 * with the packaged jar as the server. Time, memory and disk are written to {@code
 * target/hours.json}.
 */
@InBrowser
class FolderOfHoursIT {
  private static final Pattern REPORT = Pattern.compile(".*/datasets/[0-9a-f-]{36}$");
  private static final double MINUTE = 60_000;
  private static final double LONGEST = 60 * MINUTE;

  @TempDir private Path folder;
  private Page page;

  @BeforeEach
  void openBrowser(Page browserPage) {
    page = browserPage;
  }

  @Test
  void becomesADatasetOfItsFiles() throws IOException {
    Path recordings = folder.resolve("ward");
    Written written =
        HoursOfSpeech.of(
                List.of(
                    "The house on the hill has a green door.",
                    "Nobody knows when the next train will leave.",
                    "She wrote a long letter to her brother.",
                    "Seven boats were lying in the harbour."))
            .writeMixed(recordings, 2 / 60.0);

    send(recordings, written);
  }

  /** Ten hours, or with {@code -Dhours.files=22000} as many files. */
  @Test
  @Tag("soak")
  void becomesADatasetOfTenHours(BrowserContext context) throws IOException {
    Integer files = Integer.getInteger("hours.files");
    Path original = Corpus.require("lj", "train");
    Path recordings = folder.resolve("ward");
    Written written;
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      HoursOfSpeech speech = HoursOfSpeech.of(original, decoder);
      written =
          files == null
              ? speech.writeMixed(recordings, 10)
              : speech.writeMixedFiles(recordings, files);
    }
    // A trace of so many requests would be the largest thing in memory.
    context.tracing().stop();
    try {
      send(recordings, written);
    } finally {
      context.tracing().start(new Tracing.StartOptions());
    }
  }

  private void send(Path recordings, Written written) throws IOException {
    Path data = folder.resolve("data");
    Map<String, Object> figures = new TreeMap<>();
    figures.put("sent", written);
    try (DictionProcess server = DictionProcess.serveOptimized(data)) {
      String portal = "http://localhost:" + server.port();
      openNewModel(portal);
      long diskBefore = bytesBelow(data.resolve("blobs"));
      figures.put("residentMegabytesBefore", server.mostResidentBytes() >> 20);

      link("Datasets").click();
      link("Upload Training Data").click();
      link("Folder upload").click();
      assertThat(link("Folder upload")).hasAttribute("aria-current", "true");
      page.locator("input[type=file]").setInputFiles(recordings);
      long begun = System.nanoTime();
      button("Upload");
      page.waitForURL(REPORT, new Page.WaitForURLOptions().setTimeout(LONGEST));
      figures.put("uploadSeconds", secondsSince(begun));

      long received = System.nanoTime();
      assertThat(page.getByRole(AriaRole.BUTTON, named("Confirm Upload")))
          .isVisible(new IsVisibleOptions().setTimeout(LONGEST));
      figures.put("validationSeconds", secondsSince(received));
      assertThat(page.locator(".fact", new Page.LocatorOptions().setHasText("Clips with text")))
          .containsText(Integer.toString(written.clips() - written.broken()));
      long checked = System.nanoTime();
      button("Confirm Upload");
      assertThat(page.getByText("Upload confirmed")).isVisible();
      figures.put("confirmSeconds", secondsSince(checked));
      figures.put("residentMegabytesMost", server.mostResidentBytes() >> 20);
      long disk = bytesBelow(data.resolve("blobs")) - diskBefore;
      figures.put("diskBytes", disk);
      Files.write(Path.of("target", "hours.json"), Json.bytes(figures));

      assertThat(disk)
          .as("nothing is kept twice")
          .isLessThan(written.bytes() * 11 / 10 + 1_000_000);
    }
  }

  private void openNewModel(String portal) {
    page.navigate(portal + "/sign-in?then=/custom-models/new");
    page.getByLabel("E-mail address").fill("admin@lakeside.example");
    page.getByLabel("Password").fill("diction-demo");
    button("Sign in");
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Ward rounds");
    page.getByLabel("Language", new Page.GetByLabelOptions().setExact(true))
        .selectOption(new SelectOption().setLabel("English"));
    button("Create");
    page.getByRole(AriaRole.HEADING, named("Ward rounds")).waitFor();
  }

  private static double secondsSince(long begun) {
    return Math.round((System.nanoTime() - begun) / 1e8) / 10.0;
  }

  private static long bytesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(FolderOfHoursIT::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GetByRoleOptions named(String name) {
    return new GetByRoleOptions().setName(name).setExact(true);
  }

  private void button(String name) {
    page.getByRole(AriaRole.BUTTON, named(name)).click();
  }

  private Locator link(String name) {
    return page.getByRole(AriaRole.LINK, named(name)).first();
  }
}
