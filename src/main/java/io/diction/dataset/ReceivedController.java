package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Uploads.Outcome;
import io.diction.dataset.tus.PartialUploads;
import io.diction.identity.SignedIn;
import io.diction.web.ErrorCode;
import io.diction.web.FragmentRequest;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRedirectView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Makes datasets of files that came by the tus protocol, once all of them are there. */
@Controller
@RequestMapping(DatasetController.PATH + "/received")
class ReceivedController {
  /** Uploads that came to nothing now and can be asked for again. */
  private static final String KEPT = "Diction-Kept";

  private final Uploads uploads;
  private final PartialUploads partials;
  private final Arrivals arrivals;
  private final Finishing finishing;

  ReceivedController(
      Uploads uploads, PartialUploads partials, Arrivals arrivals, Finishing finishing) {
    this.uploads = uploads;
    this.partials = partials;
    this.arrivals = arrivals;
    this.finishing = finishing;
  }

  @PostMapping
  View received(
      @PathVariable UUID id,
      HttpServletRequest request,
      SignedIn who,
      RedirectAttributes next,
      HttpServletResponse response)
      throws IOException {
    return Arrivals.seeOther(take(id, request, who, next, response));
  }

  @FragmentRequest
  @PostMapping
  View receivedByScript(
      @PathVariable UUID id,
      HttpServletRequest request,
      SignedIn who,
      RedirectAttributes next,
      HttpServletResponse response)
      throws IOException {
    return new HtmxRedirectView(take(id, request, who, next, response), true);
  }

  private String take(
      UUID id,
      HttpServletRequest request,
      SignedIn who,
      RedirectAttributes next,
      HttpServletResponse response)
      throws IOException {
    CustomModelId model = new CustomModelId(id);
    uploads.requireOwn(model, who);
    SentUploads sent = SentUploads.read(request);
    boolean held = sent.held();
    int most = uploads.mostFiles(held);
    Set<UUID> ids = ids(sent.uploads(), most);
    return finishing.alone(
        ids,
        () -> {
          Optional<String> before = partials.place(model, who, ids);
          return before.isPresent()
              ? before.get()
              : takeOnce(model, held, ids, sent, who, next, response);
        });
  }

  /** Another process may finish the same at the same time: it is done once, and told to both. */
  private String takeOnce(
      CustomModelId model,
      boolean held,
      Set<UUID> ids,
      SentUploads sent,
      SignedIn who,
      RedirectAttributes next,
      HttpServletResponse response)
      throws IOException {
    Set<UUID> asked = Set.copyOf(ids);
    try {
      return take(model, held, ids, sent, who, next, response);
    } catch (NotFound | WrongState meanwhile) {
      return partials.place(model, who, asked).orElseThrow(() -> meanwhile);
    }
  }

  private String take(
      CustomModelId model,
      boolean held,
      Set<UUID> ids,
      SentUploads sent,
      SignedIn who,
      RedirectAttributes next,
      HttpServletResponse response)
      throws IOException {
    UUID id = model.value();
    int most = uploads.mostFiles(held);
    uploads.requireOpen(model, who);
    Upload upload =
        held
            ? uploads.beginFolders(who)
            : uploads.begin(who, DatasetType.chosen(sent.type()).orElse(null));
    upload.addRoom(partials.promisedBytes(model, who, ids));
    partials.read(model, who, ids, new Receiver(upload));
    for (String name : sent.others().lines().limit(most).toList()) {
      upload.receive(name, 0, InputStream.nullInputStream());
    }
    upload.end();
    Outcome outcome =
        uploads.create(
            model,
            upload,
            who,
            made -> partials.forget(model, who, upload.partials(), Arrivals.place(id, held, made)));
    partials.discard(upload.partials());
    ids.removeAll(upload.partials());
    if (!ids.isEmpty()) {
      response.setHeader(KEPT, ids.stream().map(UUID::toString).collect(Collectors.joining(" ")));
    }
    return arrivals.next(id, held, outcome, next);
  }

  private static Set<UUID> ids(String text, int most) {
    Set<UUID> ids = new LinkedHashSet<>();
    StringTokenizer words = new StringTokenizer(text);
    try {
      for (int count = 0; words.hasMoreTokens(); count++) {
        if (count == most) {
          throw LimitReached.files(most);
        }
        ids.add(UUID.fromString(words.nextToken()));
      }
    } catch (IllegalArgumentException none) {
      throw new Invalid(ErrorCode.BAD_REQUEST);
    }
    if (ids.isEmpty()) {
      throw new Invalid(ErrorCode.BAD_REQUEST);
    }
    return ids;
  }

  private record Receiver(Upload upload) implements PartialUploads.Receiver {
    @Override
    public void from(Set<UUID> uploads) {
      upload.from(uploads);
    }

    @Override
    public void file(String name, Path file) throws IOException {
      upload.receive(name, file);
    }

    @Override
    public void joined(String name, long bytes, InputStream stream) throws IOException {
      upload.receive(name, bytes, stream);
    }
  }
}
