package io.diction.dataset;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelName;
import io.diction.custommodel.ModelSettings;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.demo.DemoData;
import io.diction.organization.demo.DemoOrganizations;
import io.diction.speech.TemporaryFolder;
import io.diction.speech.audio.Synthesizer;
import io.diction.speech.audio.WavWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * An example model with spoken sentences about drugs that do not exist, ready to be trained: the
 * base model cannot know them.
 */
@Component
@Profile("demo")
@Order(300)
class DemoDataset implements DemoData {
  private static final String MODEL = "Pharmacy names";

  private static final List<String> SENTENCES =
      List.of(
          "The doctor prescribed Xylocardine twice a day.",
          "Take Brevotal with food in the morning.",
          "The patient stopped Xylocardine last week.",
          "Brevotal and Xylocardine must not be combined.",
          "We changed the dose of Zentrafine yesterday.",
          "Zentrafine is stored in the blue cabinet.",
          "Please order more Brevotal from the pharmacy.",
          "The new patient asked about Zentrafine.",
          "Xylocardine works better than Brevotal.",
          "The nurse gave the patient some Zentrafine.");

  private final CustomModels models;
  private final BaseModels baseModels;
  private final Uploads uploads;

  DemoDataset(CustomModels models, BaseModels baseModels, Uploads uploads) {
    this.models = models;
    this.baseModels = baseModels;
    this.uploads = uploads;
  }

  @Override
  public void add(DemoOrganizations demo) {
    SignedIn owner = demo.user(demo.hospital(), Role.USER);
    if (models.isNameUsed(MODEL, owner)) {
      return;
    }
    String locale = baseModels.trainableLanguages().get(0).locale();
    CustomModelId model =
        models.create(
            new ModelName(MODEL),
            locale,
            new ModelSettings("Drugs that do not exist, to try training", "Medical", false),
            owner);
    try {
      Upload upload = uploads.begin(owner, null);
      upload.receive("pharmacy.zip", -1, new ByteArrayInputStream(archive()));
      var unused = uploads.create(model, upload, owner);
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot make the example data", problem);
    }
  }

  /** Recordings and their transcripts as users zip them. */
  private static byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StringBuilder transcripts = new StringBuilder();
    Synthesizer voice = new Synthesizer();
    Path wav = Files.createTempFile(TemporaryFolder.ofProcess(), "demo", ".wav");
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < SENTENCES.size(); i++) {
        String name = "pharmacy-%02d.wav".formatted(i + 1);
        WavWriter.write(wav, voice.speak(SENTENCES.get(i)));
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(wav, zip);
        transcripts.append(name).append('\t').append(SENTENCES.get(i)).append('\n');
      }
      zip.putNextEntry(new ZipEntry("trans.txt"));
      zip.write(transcripts.toString().getBytes(StandardCharsets.UTF_8));
    } finally {
      Files.delete(wav);
    }
    return bytes.toByteArray();
  }
}
