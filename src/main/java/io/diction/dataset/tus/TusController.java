package io.diction.dataset.tus;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** The tus protocol, as its clients speak it. */
@Controller
@RequestMapping(TusController.PATH)
class TusController {
  static final String PATH = "/custom-models/{id}/datasets/tus";

  private static final String BYTES = "application/offset+octet-stream";

  private final PartialUploads uploads;
  private final UploadStart start;
  private final TusProtocol protocol;

  TusController(PartialUploads uploads, UploadStart start, TusProtocol protocol) {
    this.uploads = uploads;
    this.start = start;
    this.protocol = protocol;
  }

  @RequestMapping(method = RequestMethod.OPTIONS)
  void describe(
      @PathVariable UUID id, SignedIn who, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    protocol.describe(request, response);
  }

  @PostMapping
  void create(
      @PathVariable UUID id, SignedIn who, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    CustomModelId model = new CustomModelId(id);
    start.create(model, who, request, response);
    String place = response.getHeader("Location");
    boolean hasBytes =
        BYTES.equals(request.getContentType()) && request.getHeader("Upload-Checksum") == null;
    if (hasBytes && place != null && Creation.of(request).parts().isEmpty()) {
      uploads.fill(model, place, who, request, response);
    }
  }

  @RequestMapping(path = "/{upload}", method = RequestMethod.HEAD)
  void ask(
      @PathVariable UUID id,
      @PathVariable UUID upload,
      SignedIn who,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    uploads.handle(HttpMethod.HEAD, new CustomModelId(id), upload, who, request, response);
  }

  @PatchMapping("/{upload}")
  void goOn(
      @PathVariable UUID id,
      @PathVariable UUID upload,
      SignedIn who,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    uploads.handle(HttpMethod.PATCH, new CustomModelId(id), upload, who, request, response);
  }

  /** For clients that cannot send PATCH, among them those on Java's HttpURLConnection. */
  @PostMapping("/{upload}")
  void goOnByPost(
      @PathVariable UUID id,
      @PathVariable UUID upload,
      SignedIn who,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (!"PATCH".equals(request.getHeader(Asked.METHOD_OVERRIDE))) {
      throw new NotFound();
    }
    goOn(id, upload, who, request, response);
  }

  @DeleteMapping("/{upload}")
  void end(
      @PathVariable UUID id,
      @PathVariable UUID upload,
      SignedIn who,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    uploads.handle(HttpMethod.DELETE, new CustomModelId(id), upload, who, request, response);
  }
}
