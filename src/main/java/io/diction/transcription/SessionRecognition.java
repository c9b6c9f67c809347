package io.diction.transcription;

import io.diction.jobs.JobContext;
import io.diction.speech.Hypothesis;
import io.diction.speech.Recognizer;
import io.diction.speech.SpeechModel;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.AudioSource;
import io.diction.storage.Blobs;
import io.diction.transcription.alignment.AlignedText;
import io.diction.transcription.alignment.ForceAligner;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** Turns the recording of a session into its transcript. */
@Component
class SessionRecognition {
  private final AudioDecoder decoder;
  private final ForceAligner aligner;
  private final Blobs blobs;

  SessionRecognition(AudioDecoder decoder, ForceAligner aligner, Blobs blobs) {
    this.decoder = decoder;
    this.aligner = aligner;
    this.blobs = blobs;
  }

  SessionTranscript recognise(JobContext context, SttSession session, SpeechModel model)
      throws IOException {
    Path audio = blobs.file(context.organization(), session.audioSha256());
    Integer channel = session.channel();
    int only = channel == null ? AudioDecoder.ALL_CHANNELS : channel;
    try (AudioSource source = decoder.open(audio, session.name(), only)) {
      double seconds = source.properties().durationSeconds();
      Hypothesis words =
          new Recognizer(model)
              .recognize(
                  source, Double.isNaN(seconds) ? 0 : seconds, context.progress("recognise", 0, 1));
      return new SessionTranscript(
          SessionTranscript.FORMAT_VERSION,
          model.name(),
          model.sha256(),
          source.secondsRead(),
          words.logProb(),
          words.words(),
          model.display().write(words.words()).tokens(),
          null);
    }
  }

  SessionTranscript align(JobContext context, SttSession session, SpeechModel model)
      throws IOException {
    AlignedText aligned =
        aligner.align(
            context,
            model,
            new ForceAligner.Pair(session.audioSha256(), session.name(), session.requireText()));
    return new SessionTranscript(
        SessionTranscript.FORMAT_VERSION,
        model.name(),
        model.sha256(),
        aligned.seconds(),
        0,
        aligned.spoken(),
        aligned.written(),
        aligned.gaps());
  }
}
