package io.diction.api.dataset;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.dataset.Arrival.TextNormalization;
import io.diction.dataset.DatasetKind;
import io.diction.dataset.KeptDatasets;
import io.diction.dataset.PlanRoom;
import io.diction.identity.SignedIn;
import io.diction.project.Project;
import io.diction.storage.Blob;
import io.diction.storage.BlobTooLarge;
import io.diction.storage.Blobs;
import io.diction.storage.StorageFull;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import io.diction.web.TextLine;
import io.diction.web.UploadStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Datasets that people send at a project's page, made as those that programs send in a form. */
@Service
public class SentDatasets {
  private static final int LONGEST_NAME = 256;

  private final ApiDatasets datasets;
  private final KeptDatasets kept;
  private final PlanRoom plan;
  private final Blobs blobs;
  private final Clock clock;

  SentDatasets(ApiDatasets datasets, KeptDatasets kept, PlanRoom plan, Blobs blobs, Clock clock) {
    this.datasets = datasets;
    this.kept = kept;
    this.plan = plan;
    this.blobs = blobs;
    this.clock = clock;
  }

  /** The parts of the form; what is typed comes before the file. */
  private final class Form implements UploadStream.Receiver {
    private final SignedIn who;
    private String name = "";
    private String kind = DatasetKind.LANGUAGE.text();
    private @Nullable Blob data;

    private Form(SignedIn who) {
      this.who = who;
    }

    @Override
    public void field(String field, String value) {
      switch (field) {
        case "name" -> name = TextLine.of(value);
        case "kind" -> kind = value;
        default -> {
          // Not of this form.
        }
      }
    }

    @Override
    public void file(String field, String fileName, InputStream bytes) throws IOException {
      if (!field.equals("data") || fileName.isEmpty() || data != null) {
        return;
      }
      // Nobody waits for an upload to hear of a name that is missing.
      requireName();
      data = store(bytes);
    }

    private Blob store(InputStream bytes) throws IOException {
      long left = plan.leftBytes(who.organization());
      try {
        return blobs.store(
            who.organization(), bytes, Math.max(0, Math.min(kept.largestFile(), left)));
      } catch (BlobTooLarge tooLarge) {
        throw new LimitReached(
            left < kept.largestFile() ? ErrorCode.STORAGE_LIMIT : ErrorCode.FILE_TOO_LARGE);
      } catch (StorageFull full) {
        throw new LimitReached(ErrorCode.STORAGE_FULL);
      }
    }

    private void requireName() {
      if (name.isEmpty()) {
        throw new Invalid("customspeech.upload.name.required");
      }
      TextLine.require(name, LONGEST_NAME, "customspeech.upload.name.long");
    }

    private DatasetKind kind() {
      return DatasetKind.find(kind)
          .orElseThrow(() -> new Invalid("customspeech.upload.kind.required"));
    }
  }

  /**
   * Why nothing was made of a form, and what was typed into it.
   *
   * @param kind as published, or whatever was sent for one
   */
  public record Declined(Refusal why, String name, String kind) {}

  /** The kinds that there are, as published. */
  public static List<String> kinds() {
    return List.of(DatasetKind.values()).stream().map(DatasetKind::text).toList();
  }

  /** No file may be larger, in bytes. */
  public long largestFile() {
    return kept.largestFile();
  }

  /**
   * Makes a dataset of the project's language in it, which is checked next.
   *
   * @return why that cannot be; nothing of it stays
   * @throws NotFound when the project was deleted meanwhile
   * @throws IOException when the connection breaks
   */
  public Optional<Declined> receive(HttpServletRequest request, Project project, SignedIn who)
      throws IOException {
    Form form = new Form(who);
    Instant began = clock.instant();
    try {
      UploadStream.read(request, form);
      form.requireName();
      Blob data = form.data;
      if (data == null) {
        throw new Invalid("customspeech.upload.file.required");
      }
      var unused = datasets.create(asked(form, project), data, who);
      return Optional.empty();
    } catch (ApiError gone) {
      // All that a program can do wrong was looked at before, but for the project: deleted since.
      letGo(form, began);
      throw new NotFound();
    } catch (Refusal refused) {
      letGo(form, began);
      return Optional.of(new Declined(refused, form.name, form.kind));
    }
  }

  private void letGo(Form form, Instant since) {
    if (form.data != null) {
      blobs.letGo(form.who.organization(), List.of(form.data.sha256()), since);
    }
  }

  private static NewDataset asked(Form form, Project project) {
    return new NewDataset(
        form.kind(),
        form.name,
        project.locale(),
        null,
        Map.of(),
        new EntityReference(EntityKind.PROJECT, project.id().value()),
        null,
        TextNormalization.DEFAULT,
        null);
  }
}
