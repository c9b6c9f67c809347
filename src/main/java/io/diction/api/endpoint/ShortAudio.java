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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Recognises short recordings while their senders wait. */
@Service
class ShortAudio {
  private static final int MOST_BYTES = 16 * 1024 * 1024;
  private static final int ALTERNATIVES = 5;
  private static final int RETRY_SECONDS = 5;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final ApiEndpoints endpoints;
  private final DeployableModels models;
  private final EndpointLogs logs;
  private final AudioDecoder decoder;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  /** More at once would only make all of them slower. */
  private final Semaphore places = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  ShortAudio(
      ApiEndpoints endpoints,
      DeployableModels models,
      EndpointLogs logs,
      AudioDecoder decoder,
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

  /** The answer as it goes out. */
  byte[] recognise(Asked asked, InputStream sent, SignedIn who) throws IOException {
    Place place = place(asked, who);
    Path file = Files.createTempFile("diction", ".audio");
    try {
      receive(sent, file);
      Audio audio = decoded(file, asked.longest());
      long durationMs = Math.round(1000 * audio.durationSeconds());
      byte[] answer =
          new ShortAnswer(asked, place.model().locale())
              .write(recognised(place.model(), audio), models.load(place.model()), durationMs);
      UUID id = Ids.next();
      if (place.logged()) {
        logs.keep(place.root(), id, file, ending(file), durationMs, answer);
      }
      used(id, place.model(), durationMs, who);
      return answer;
    } finally {
      Files.delete(file);
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
    long size;
    try (OutputStream bytes = Files.newOutputStream(file)) {
      byte[] head = sent.readNBytes(MOST_BYTES);
      bytes.write(head);
      size = head.length;
    }
    if (size == 0) {
      throw ApiError.invalid(DetailCode.EMPTY_REQUEST, "The request has no audio.");
    }
    if (size == MOST_BYTES && sent.read() >= 0) {
      throw ApiError.invalid(
              DetailCode.INVALID_PAYLOAD, "The audio has more than %d bytes.".formatted(MOST_BYTES))
          .detail("dictionCode", ErrorCode.FILE_TOO_LARGE.code())
          .status(413);
    }
  }

  private Audio decoded(Path file, Duration longest) throws IOException {
    Audio audio;
    try {
      audio = decoder.decode(file, "audio");
    } catch (FormatException problem) {
      throw ApiError.invalid(DetailCode.INVALID_PAYLOAD, String.valueOf(problem.getMessage()))
          .detail("dictionCode", ErrorCode.INVALID_AUDIO_FORMAT.code());
    }
    if (audio.durationSeconds() > longest.toSeconds()) {
      throw ApiError.invalid(
          DetailCode.INVALID_PAYLOAD,
          "The audio is %.1f s long; %d s are the most here."
              .formatted(audio.durationSeconds(), longest.toSeconds()));
    }
    return audio;
  }

  private List<RecognizedPhrase> recognised(ReferencedModel model, Audio audio) {
    boolean entered = false;
    try {
      entered = places.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
      if (!entered) {
        throw ApiError.of(ApiCode.SERVICE_UNAVAILABLE, "Too much is being recognised just now.")
            .retryAfter(RETRY_SECONDS);
      }
      SpeechModel speech = models.load(model);
      return new Recognizer(speech).phrases(audio, ALTERNATIVES, Progress.NONE);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw ApiError.of(ApiCode.SERVICE_UNAVAILABLE, "The service is stopping.")
          .retryAfter(RETRY_SECONDS);
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
