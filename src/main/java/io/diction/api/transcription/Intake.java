package io.diction.api.transcription;

import io.diction.api.fetch.Cancellable;
import io.diction.api.fetch.GuardedFetch;
import io.diction.api.transcription.Source.Channel;
import io.diction.dataset.PlanRoom;
import io.diction.identity.OrganizationId;
import io.diction.jobs.JobContext;
import io.diction.speech.FormatException;
import io.diction.speech.audio.AudioDecoder;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.transcription.OrderedSessions;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** Fetches a recording, looks how many channels it has, and starts a session for each. */
@Component
class Intake {
  private static final Duration LONGEST_FETCH = Duration.ofHours(6);

  private final OrderRows orders;
  private final SourceRows sources;
  private final OrderedSessions sessions;
  private final PlanRoom plan;
  private final GuardedFetch fetch;
  private final AudioDecoder decoder;
  private final Blobs blobs;
  private final TransactionTemplate transaction;

  Intake(
      OrderRows orders,
      SourceRows sources,
      OrderedSessions sessions,
      PlanRoom plan,
      GuardedFetch fetch,
      AudioDecoder decoder,
      Blobs blobs,
      TransactionTemplate transaction) {
    this.orders = orders;
    this.sources = sources;
    this.sessions = sessions;
    this.plan = plan;
    this.fetch = fetch;
    this.decoder = decoder;
    this.blobs = blobs;
    this.transaction = transaction;
  }

  /**
   * @param together whether there are others beside it
   */
  void take(Order order, Source source, boolean together, JobContext context) throws IOException {
    Blob audio = source.sha256() == null ? fetched(order, source, context) : kept(order, source);
    context.checkCancelled();
    String name = name(source);
    int there = decoder.probe(blobs.file(order.organization(), audio.sha256()), name).channels();
    List<Integer> channels =
        order.modes().channels().stream().filter(channel -> channel < there).toList();
    if (channels.isEmpty()) {
      throw new FormatException(
          name, "", "the recording has %d channels, and none of those wanted".formatted(there));
    }
    UUID batch = together ? order.id() : null;
    transaction.executeWithoutResult(
        status -> {
          // The organization first, as those do who delete.
          plan.hold(order.organization());
          if (orders.lock(order.organization(), order.id()).isPresent()) {
            for (int channel : channels) {
              UUID session =
                  sessions.start(order.who(), order.model(), name, audio, channel, batch);
              sources.take(
                  order.organization(), order.id(), new Channel(source.number(), channel, session));
            }
            sources.state(
                order.organization(), order.id(), source.number(), Source.State.TAKEN, null, null);
          }
        });
  }

  private Blob fetched(Order order, Source source, JobContext context) throws IOException {
    OrganizationId organization = order.organization();
    long most = Math.min(sessions.largestRecording(), plan.leftBytes(organization));
    return fetch.get(
        URI.create(source.source()),
        DataSize.ofBytes(Math.max(0, most)),
        LONGEST_FETCH,
        (bytes, length) ->
            blobs.store(organization, new Cancellable(bytes, context), Math.max(0, most)));
  }

  /** A dataset's, which may be deleted by now. */
  private Blob kept(Order order, Source source) {
    String sha256 = String.valueOf(source.sha256());
    if (!blobs.isUsed(order.organization(), sha256)) {
      throw new Refusal.Invalid(ErrorCode.NOT_FOUND);
    }
    return blobs.find(order.organization(), sha256).orElseThrow(Refusal.NotFound::new);
  }

  /** What people know it by: without folders and what else the address has. */
  static String name(Source source) {
    String path = source.source();
    if (source.sha256() == null) {
      String raw = URI.create(path).getRawPath();
      path = raw == null ? "" : URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
    // A zero that an address encodes is no character to every database.
    return path.substring(path.lastIndexOf('/') + 1).replaceAll("\\p{Cntrl}", "");
  }
}
