package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.KeptDatasets.Arrived;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.web.Refusal.Invalid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Texts that come with a request: short enough to be judged before it is answered. */
@Service
public class InlineTexts {
  private final KeptDatasets kept;
  private final ValidationJob validation;
  private final DatasetRows rows;
  private final DatasetContents contents;
  private final Blobs blobs;
  private final Clock clock;

  InlineTexts(
      KeptDatasets kept,
      ValidationJob validation,
      DatasetRows rows,
      DatasetContents contents,
      Blobs blobs,
      Clock clock) {
    this.kept = kept;
    this.validation = validation;
    this.rows = rows;
    this.contents = contents;
    this.blobs = blobs;
    this.clock = clock;
  }

  /**
   * Makes a dataset of a text, checks it and gives it to a model.
   *
   * @param name of the dataset, without an ending
   * @throws Invalid when nothing in it can be used
   */
  @Transactional
  public DatasetId add(CustomModelId model, String name, String locale, String text, SignedIn who) {
    DatasetId id = new DatasetId(Ids.next());
    OffsetDateTime now =
        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    try {
      Blob blob =
          blobs.store(
              who.organization(), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
      kept.add(new Arrived(id, DatasetKind.LANGUAGE, name, locale, now, blob, null), who);
      validation.judgeNow(rows.find(who.organization(), id).orElseThrow());
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot keep a text", problem);
    }
    Dataset judged = rows.find(who.organization(), id).orElseThrow();
    if (judged.status() != DatasetStatus.READY) {
      throw contents
          .findProblem(judged)
          .map(line -> new Invalid("dataset.inline.unusable", line.sentence()))
          .orElseGet(() -> new Invalid("dataset.inline.unusable", ""));
    }
    kept.use(model, id, who);
    return id;
  }

  /** The text as it was given. */
  public String text(Dataset dataset) {
    try (var bytes = blobs.open(dataset.organization(), dataset.sha256())) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot read " + dataset.sha256(), problem);
    }
  }
}
