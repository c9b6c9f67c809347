package io.diction.api.endpoint;

import io.diction.api.answer.ApiCode;
import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.endpoint.Endpoint.State;
import io.diction.api.endpoint.LogRows.Root;
import io.diction.api.model.ReferencedModel;
import io.diction.api.model.ReferencedModel.Version;
import io.diction.api.phrase.Profanity;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.RecognizedPhrase;
import io.diction.speech.Recognizer;
import io.diction.speech.SpeechModel;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.AudioSource;
import io.diction.transcription.ShortAudioRecognized;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Recognises short recordings while their senders wait. */
@Service
class ShortAudio {
  private static final Logger LOG = LoggerFactory.getLogger(ShortAudio.class);
  private static final int MOST_BYTES = 16 * 1024 * 1024;
  private static final int ALTERNATIVES = 5;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** A minute of sound may be sent as it is spoken. */
  private static final Duration LONGEST_SENDING = Duration.ofSeconds(90);

  private static final int BUFFER = 64 * 1024;

  private final ApiEndpoints endpoints;
  private final DeployableModels models;
  private final EndpointLogs logs;
  private final AudioDecoder decoder;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  private final Entrance entrance = new Entrance();

  /** More at once would only make all of them slower. */
  private final Semaphore places = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  ShortAudio(
      ApiEndpoints endpoints,
      DeployableModels models,
      EndpointLogs logs,
      @Qualifier(EndpointConfiguration.SHORT_AUDIO) AudioDecoder decoder,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.endpoints = endpoints;
    this.models = models;
    this.logs = logs;
    this.decoder = decoder;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * @param language may be left out where there is an endpoint
   * @param endpoint null for the base model of the language
   * @param store whether to keep what a base model recognised; endpoints say so themselves
   */
  record Asked(
      @Nullable String language,
      @Nullable UUID endpoint,
      boolean detailed,
      Profanity profanity,
      boolean words,
      boolean store,
      Duration longest) {}

  /** What recognises, and where that is kept. */
  private record Place(ReferencedModel model, Root root, boolean logged) {}

  /** What was said, and how long it took. */
  private record Heard(List<RecognizedPhrase> phrases, long durationMs) {}

  /** The answer as it goes out. */
  byte[] recognise(Asked asked, InputStream sent, SignedIn who) throws IOException {
    Place place = place(asked, who);
    entrance.enter(who.organization());
    Path file = null;
    try {
      file = Files.createTempFile("diction", ".audio");
      receive(sent, file);
      SpeechModel speech = models.load(place.model(), who.organization());
      Heard heard = heard(file, asked.longest(), speech);
      byte[] answer =
          new ShortAnswer(asked, place.model()).write(heard.phrases(), speech, heard.durationMs());
      UUID id = Ids.next();
      used(id, place.model(), heard.durationMs(), who);
      if (place.logged()) {
        keep(place.root(), id, file, heard.durationMs(), answer);
      }
      return answer;
    } finally {
      entrance.leave(who.organization());
      if (file != null) {
        Files.delete(file);
      }
    }
  }

  /** What is recognised is answered whether or not it can be kept. */
  private void keep(Root root, UUID id, Path file, long durationMs, byte[] answer) {
    try {
      logs.keep(root, id, file, ending(file), durationMs, answer);
    } catch (IOException | RuntimeException problem) {
      LOG.warn("What {} recognised is not kept", root, problem);
    }
  }

  private Place place(Asked asked, SignedIn who) {
    UUID id = asked.endpoint();
    String language = asked.language();
    if (id == null) {
      if (language == null || language.isBlank()) {
        throw ApiError.invalid(DetailCode.INVALID_PARAMETER, "The parameter language is missing.")
            .target("language");
      }
      ReferencedModel model = models.usual(language);
      return new Place(model, new Root(who.organization(), null, model.locale()), asked.store());
    }
    Endpoint endpoint = endpoints.get(id, who);
    if (language != null && !language.isBlank() && !language.equalsIgnoreCase(endpoint.locale())) {
      throw ApiError.invalid(
              DetailCode.INVALID_LOCALE,
              "The endpoint is of %s, not of '%s'.".formatted(endpoint.locale(), language))
          .target("language");
    }
    if (endpoint.state() == State.FAILED) {
      throw ApiError.conflict(
          DetailCode.MODEL_DEPLOYMENT_NOT_COMPLETE_STATE,
          "The model of this endpoint could not be deployed.");
    }
    return new Place(
        models.requireNow(endpoint.model(), endpoint.locale(), who),
        new Root(who.organization(), id, endpoint.locale()),
        endpoint.logging());
  }

  private static void receive(InputStream sent, Path file) throws IOException {
    long deadline = System.nanoTime() + LONGEST_SENDING.toNanos();
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    try (OutputStream bytes = Files.newOutputStream(file)) {
      for (int read = sent.read(buffer); read >= 0; read = sent.read(buffer)) {
        size += read;
        if (size > MOST_BYTES) {
          throw ApiError.invalid(
                  DetailCode.INVALID_PAYLOAD,
                  "The audio has more than %d bytes.".formatted(MOST_BYTES))
              .detail("dictionCode", ErrorCode.FILE_TOO_LARGE.code())
              .status(413);
        }
        if (System.nanoTime() > deadline) {
          throw ApiError.invalid(
              DetailCode.INVALID_PAYLOAD,
              "The audio took longer than %d s to arrive.".formatted(LONGEST_SENDING.toSeconds()));
        }
        bytes.write(buffer, 0, read);
      }
    }
    if (size == 0) {
      throw ApiError.invalid(DetailCode.EMPTY_REQUEST, "The request has no audio.");
    }
  }

  /** Never more of it in memory than is recognised, whatever the file holds. */
  private Audio decoded(Path file, Duration longest) throws IOException {
    int most = (int) longest.toSeconds() * Audio.RECOGNITION_RATE_HZ;
    float[] samples = new float[most + Audio.RECOGNITION_RATE_HZ];
    float[] buffer = new float[Audio.RECOGNITION_RATE_HZ];
    int filled = 0;
    try (AudioSource source = decoder.open(file, "audio")) {
      for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
        if (filled + read > most) {
          throw ApiError.invalid(
              DetailCode.INVALID_PAYLOAD,
              "The audio is longer than %d s, which is the most here."
                  .formatted(longest.toSeconds()));
        }
        System.arraycopy(buffer, 0, samples, filled, read);
        filled += read;
      }
    } catch (FormatException problem) {
      throw ApiError.invalid(DetailCode.INVALID_PAYLOAD, String.valueOf(problem.getMessage()))
          .detail("dictionCode", ErrorCode.INVALID_AUDIO_FORMAT.code());
    }
    return new Audio(Arrays.copyOf(samples, filled), Audio.RECOGNITION_RATE_HZ);
  }

  private Heard heard(Path file, Duration longest, SpeechModel speech) throws IOException {
    boolean entered = false;
    try {
      entered = places.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
      if (!entered) {
        throw Entrance.busy();
      }
      Audio audio = decoded(file, longest);
      return new Heard(
          new Recognizer(speech).phrases(audio, ALTERNATIVES, Progress.NONE),
          Math.round(1000 * audio.durationSeconds()));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw ApiError.of(ApiCode.SERVICE_UNAVAILABLE, "The service is stopping.")
          .retryAfter(Entrance.RETRY_SECONDS);
    } finally {
      if (entered) {
        places.release();
      }
    }
  }

  /** It counts as any other recognition does. */
  private void used(UUID id, ReferencedModel model, long durationMs, SignedIn who) {
    Version version = model.version();
    OffsetDateTime now =
        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    ShortAudioRecognized done =
        new ShortAudioRecognized(
            id,
            who.organization(),
            who.user(),
            version == null ? null : version.owner(),
            version == null ? null : version.model(),
            version == null ? null : version.id().value(),
            version == null ? model.base().id().value() : null,
            model.displayName(),
            durationMs,
            now);
    transaction.executeWithoutResult(status -> events.publishEvent(done));
  }

  /** By which others know what is in it. */
  private static String ending(Path file) throws IOException {
    byte[] head = new byte[4];
    try (InputStream bytes = Files.newInputStream(file)) {
      int read = bytes.readNBytes(head, 0, head.length);
      String magic = new String(head, 0, read, StandardCharsets.ISO_8859_1);
      return switch (magic) {
        case "RIFF" -> "wav";
        case "OggS" -> "ogg";
        case "fLaC" -> "flac";
        default -> "audio";
      };
    }
  }
}
