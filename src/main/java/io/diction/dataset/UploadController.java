package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Uploads.Outcome;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.UploadStream;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRedirectView;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Takes the forms of {@code New Dataset} and {@code Upload Training Data}. */
@Controller
@RequestMapping(DatasetController.PATH)
class UploadController {
  private final Uploads uploads;
  private final Arrivals arrivals;

  UploadController(Uploads uploads, Arrivals arrivals) {
    this.uploads = uploads;
    this.arrivals = arrivals;
  }

  @PostMapping
  View upload(
      @PathVariable UUID id, HttpServletRequest request, SignedIn who, RedirectAttributes next)
      throws IOException {
    return Arrivals.seeOther(receive(id, false, request, who, next));
  }

  /** Sent by the script that shows progress; the page is told where to go by a header. */
  @FragmentRequest
  @PostMapping
  View uploadWithProgress(
      @PathVariable UUID id, HttpServletRequest request, SignedIn who, RedirectAttributes next)
      throws IOException {
    return new HtmxRedirectView(receive(id, false, request, who, next), true);
  }

  @PostMapping("/upload")
  View uploadFolders(
      @PathVariable UUID id, HttpServletRequest request, SignedIn who, RedirectAttributes next)
      throws IOException {
    return Arrivals.seeOther(receive(id, true, request, who, next));
  }

  @FragmentRequest
  @PostMapping("/upload")
  View uploadFoldersWithProgress(
      @PathVariable UUID id, HttpServletRequest request, SignedIn who, RedirectAttributes next)
      throws IOException {
    return new HtmxRedirectView(receive(id, true, request, who, next), true);
  }

  /** Where to go on: at the report of what waits for somebody, else at the datasets. */
  private String receive(
      UUID id, boolean folders, HttpServletRequest request, SignedIn who, RedirectAttributes next)
      throws IOException {
    CustomModelId model = new CustomModelId(id);
    uploads.requireOpen(model, who);
    Receiver receiver = new Receiver(uploads, folders, who);
    UploadStream.read(request, receiver);
    Upload upload = receiver.upload();
    upload.end();
    Outcome outcome = uploads.create(model, upload, who);
    return arrivals.next(id, upload.isHeld(), outcome, next);
  }

  /**
   * Type and sizes come before the files in the form, so each file can be judged as it arrives, or
   * before.
   */
  private static final class Receiver implements UploadStream.Receiver {
    private static final int MOST_SIZES = 1_000_000;

    private final Uploads uploads;
    private final boolean folders;
    private final Deque<Long> sizes = new ArrayDeque<>();
    private final SignedIn who;
    private String type = "";
    private @Nullable Upload upload;

    Receiver(Uploads uploads, boolean folders, SignedIn who) {
      this.uploads = uploads;
      this.folders = folders;
      this.who = who;
    }

    @Override
    public void field(String name, String value) {
      if (name.equals("type")) {
        type = value;
      } else if (name.equals("size") && value.matches("\\d{1,18}") && sizes.size() < MOST_SIZES) {
        sizes.add(Long.valueOf(value));
      }
    }

    @Override
    public void file(String name, String fileName, InputStream bytes) throws IOException {
      // A browser sends a part without a name when nothing was chosen.
      if (name.equals("files") && !fileName.isEmpty()) {
        upload().receive(fileName, sizes.isEmpty() ? -1 : sizes.remove(), bytes);
      }
    }

    Upload upload() {
      if (upload == null) {
        upload =
            folders
                ? uploads.beginFolders(who)
                : uploads.begin(who, DatasetType.chosen(type).orElse(null));
      }
      return upload;
    }
  }
}
