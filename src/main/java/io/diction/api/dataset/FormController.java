package io.diction.api.dataset;

import io.diction.api.answer.Answers;
import io.diction.api.answer.ApiCode;
import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.answer.BodyReader;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.Links;
import io.diction.dataset.KeptDatasets;
import io.diction.dataset.PlanRoom;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.web.Refusal;
import io.diction.web.UploadStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Datasets that come in a form with their bytes. */
@RestController
class FormController {
  private static final Set<String> TEXTS = Set.of("displayName", "locale", "kind", "description");

  private final ApiDatasets datasets;
  private final DatasetEntities entities;
  private final KeptDatasets kept;
  private final PlanRoom plan;
  private final Blobs blobs;
  private final BodyReader json;
  private final Clock clock;

  FormController(
      ApiDatasets datasets,
      DatasetEntities entities,
      KeptDatasets kept,
      PlanRoom plan,
      Blobs blobs,
      BodyReader json,
      Clock clock) {
    this.datasets = datasets;
    this.entities = entities;
    this.kept = kept;
    this.plan = plan;
    this.blobs = blobs;
    this.json = json;
    this.clock = clock;
  }

  /** The parts of a form, in whatever order they come. */
  private final class Form implements UploadStream.Receiver {
    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();
    private final OrganizationId organization;
    private final long most;
    private @Nullable Blob data;

    Form(OrganizationId organization) {
      this.organization = organization;
      this.most = Math.max(0, Math.min(kept.largestFile(), plan.leftBytes(organization)));
    }

    @Override
    public void field(String name, String value) {
      switch (name) {
        case "email" -> fields.putObject("properties").put(name, value);
        case "project" -> fields.putObject(name).put("self", value);
        case "customProperties" -> fields.set(name, parsed(value));
        default -> {
          if (TEXTS.contains(name)) {
            fields.put(name, value);
          }
        }
      }
    }

    private JsonNode parsed(String value) {
      return value.isBlank() ? JsonNodeFactory.instance.nullNode() : json.parse(value);
    }

    @Override
    public void file(String name, String fileName, InputStream bytes) throws IOException {
      if (!name.equals("data")) {
        return;
      }
      if (data != null) {
        throw ApiError.invalid(DetailCode.INVALID_PAYLOAD, "The form has more than one file.")
            .target("data");
      }
      data = blobs.store(organization, bytes, most);
    }
  }

  @PostMapping(ArrivalConfiguration.UPLOAD)
  ResponseEntity<DatasetEntity> upload(HttpServletRequest request, Links links, SignedIn who)
      throws IOException {
    String type = request.getContentType();
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      throw ApiError.of(
          ApiCode.UNSUPPORTED_MEDIA_TYPE, "The body has to be of the type multipart/form-data.");
    }
    Form form = new Form(who.organization());
    Instant began = clock.instant();
    try {
      return created(request, form, links, who);
    } catch (ApiError | Refusal refused) {
      if (form.data != null) {
        blobs.letGo(who.organization(), List.of(form.data.sha256()), began);
      }
      throw refused;
    }
  }

  private ResponseEntity<DatasetEntity> created(
      HttpServletRequest request, Form form, Links links, SignedIn who) throws IOException {
    UploadStream.read(request, form);
    NewDataset asked = NewDataset.of(Body.of(form.fields, false), entities.locales());
    Blob data = form.data;
    if (data == null) {
      throw ApiError.invalid(DetailCode.INVALID_PAYLOAD, "The part data, a file, is missing.")
          .target("data");
    }
    UUID id = datasets.create(asked, data, who);
    DatasetEntity made = entities.get(id, links, who);
    return Answers.created(made.self(), made);
  }
}
