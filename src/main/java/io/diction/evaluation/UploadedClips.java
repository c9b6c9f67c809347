package io.diction.evaluation;

import io.diction.dataset.TrainingData;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.TrainingData.Recording;
import io.diction.evaluation.TestUploads.Sent;
import io.diction.identity.OrganizationId;
import io.diction.speech.FormatException;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.AudioProperties;
import io.diction.storage.Blobs;
import io.diction.web.Refusal.Invalid;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is said in recordings that were uploaded for a test, as far as transcripts tell. */
@Component
class UploadedClips {
  private final Blobs blobs;
  private final AudioDecoder decoder;

  UploadedClips(Blobs blobs, AudioDecoder decoder) {
    this.blobs = blobs;
    this.decoder = decoder;
  }

  /**
   * @param recordings by what their names and those of their transcripts have in common
   * @throws Invalid when one cannot be tested
   */
  List<SaidClip> of(OrganizationId owner, Map<String, Sent> recordings, Map<String, Sent> texts)
      throws IOException {
    for (Map.Entry<String, Sent> text : texts.entrySet()) {
      if (!recordings.containsKey(text.getKey())) {
        throw new Invalid("evaluation.refused.unmatched", text.getValue().name());
      }
    }
    List<SaidClip> clips = new ArrayList<>();
    for (Map.Entry<String, Sent> entry : recordings.entrySet()) {
      Sent recording = entry.getValue();
      String hash = recording.blob().sha256();
      Recording sound = new Recording(recording.name(), () -> blobs.file(owner, hash), hash);
      AudioProperties properties = probe(sound);
      for (Pair pair : pairs(owner, sound, texts.get(entry.getKey()))) {
        if (pair.durationMs() == null
            && 1000 * properties.durationSeconds() > Recorder.LONGEST_WHOLE_MS) {
          throw new Invalid(
              "evaluation.refused.too-long",
              recording.name(),
              Duration.ofMillis(Recorder.LONGEST_WHOLE_MS).toMinutes());
        }
        clips.add(new SaidClip(null, pair, properties.sampleRateHz()));
      }
    }
    return clips;
  }

  private AudioProperties probe(Recording recording) throws IOException {
    try {
      return decoder.probe(recording.place().get(), recording.name());
    } catch (FormatException noSound) {
      throw new Invalid("evaluation.refused.no-sound", recording.name());
    }
  }

  private List<Pair> pairs(OrganizationId owner, Recording recording, @Nullable Sent text)
      throws IOException {
    if (text == null) {
      return List.of(
          new Pair(recording.name(), recording.place(), recording.sha256(), 0, null, "", ""));
    }
    try {
      return TrainingData.pairs(recording, blobs.file(owner, text.blob().sha256()), text.name());
    } catch (FormatException unreadable) {
      throw new Invalid("evaluation.refused.text", text.name());
    }
  }
}
