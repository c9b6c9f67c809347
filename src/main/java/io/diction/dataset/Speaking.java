package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.identity.SignedIn;
import io.diction.speech.audio.Synthesizer;
import io.diction.speech.audio.WavWriter;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.WrongState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says the sentences of a text, as recordings to test with: whether a model knows some terms can be
 * seen before anybody records them. There is one voice, so few are said at a time.
 */
@Service
class Speaking {
  private static final JsonMapper JSON = new JsonMapper();

  /** Who speaks, in the report and where leaks are looked for. */
  private static final String SPEAKER = "synthesiser";

  private final Datasets datasets;
  private final Uploads uploads;
  private final SayableSentences sentences;
  private final Synthesizer voice = new Synthesizer();
  private final Semaphore turn = new Semaphore(1);

  Speaking(Datasets datasets, Uploads uploads, SayableSentences sentences) {
    this.datasets = datasets;
    this.uploads = uploads;
    this.sentences = sentences;
  }

  /** Whether there is something to say, in whatever language. */
  static boolean isText(Dataset dataset) {
    boolean text = dataset.type() == DatasetType.TRANSCRIPT || dataset.type() == DatasetType.TEST;
    return text && dataset.status() == DatasetStatus.READY;
  }

  /** Whether it is in the language of the only voice there is. */
  static boolean speaks(ModelView model) {
    return model.locale().startsWith("en");
  }

  /** Makes a dataset of the first sentences of a text, all of them kept for tests. */
  Uploads.Outcome speak(CustomModelId id, DatasetId dataset, SignedIn who) throws IOException {
    uploads.requireOpen(id, who);
    Dataset text = datasets.get(id, dataset, who);
    if (!isText(text) || !speaks(datasets.model(id, who))) {
      throw new WrongState("dataset.speak.refused");
    }
    if (!turn.tryAcquire()) {
      throw new LimitReached(ErrorCode.TOO_MANY_REQUESTS);
    }
    try {
      Set<String> sentences = this.sentences.of(text);
      if (sentences.isEmpty()) {
        throw new WrongState("dataset.speak.nothing");
      }
      Upload upload = uploads.begin(who, null);
      byte[] archive = archive(List.copyOf(sentences));
      upload.receive(name(text.name()), archive.length, new ByteArrayInputStream(archive));
      upload.end();
      return uploads.create(id, upload, who);
    } finally {
      turn.release();
    }
  }

  private static String name(String text) {
    int dot = text.lastIndexOf('.');
    return (dot > 0 ? text.substring(0, dot) : text) + " (synthesised).zip";
  }

  private byte[] archive(List<String> sentences) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteArrayOutputStream manifest = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < sentences.size(); i++) {
        String name = "sentence-%02d.wav".formatted(i + 1);
        zip.putNextEntry(new ZipEntry(name));
        zip.write(WavWriter.bytes(voice.speak(sentences.get(i))));
        manifest.write(
            JSON.writeValueAsBytes(
                Map.of(
                    "audio_filepath",
                    name,
                    "text",
                    sentences.get(i),
                    "speaker",
                    SPEAKER,
                    "split",
                    "test")));
        manifest.write('\n');
      }
      zip.putNextEntry(new ZipEntry("manifest.jsonl"));
      zip.write(manifest.toByteArray());
    }
    return bytes.toByteArray();
  }
}
