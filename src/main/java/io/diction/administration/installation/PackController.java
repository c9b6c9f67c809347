package io.diction.administration.installation;

import io.diction.administration.AdministrationPages;
import io.diction.catalog.PackUploads;
import io.diction.catalog.PackUploads.Outcome;
import io.diction.identity.SignedIn;
import io.diction.web.StreamedUpload;
import io.diction.web.Toasts;
import io.diction.web.UploadStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Takes the archive of a language pack, straight from the connection. */
@Controller
class PackController {
  private final PackUploads uploads;
  private final Toasts toasts;

  PackController(PackUploads uploads, Toasts toasts) {
    this.uploads = uploads;
    this.toasts = toasts;
  }

  @Bean
  static StreamedUpload packUpload() {
    return new StreamedUpload(AdministrationPages.BASE_MODELS);
  }

  @PostMapping(AdministrationPages.BASE_MODELS)
  String install(SignedIn user, HttpServletRequest request, RedirectAttributes next)
      throws IOException {
    uploads.requireOpen(user);
    Receiver receiver = new Receiver(uploads, user);
    UploadStream.read(request, receiver);
    Outcome outcome = receiver.outcome;
    if (outcome == null) {
      toasts.warning(next, "administration.pack.nothing");
    } else {
      if (outcome.isInstalled()) {
        toasts.success(next, "administration.pack.installed", outcome.pack());
      }
      next.addFlashAttribute("refused", !outcome.isInstalled());
      next.addFlashAttribute("findings", outcome.findings());
    }
    return "redirect:" + AdministrationPages.BASE_MODELS;
  }

  private static final class Receiver implements UploadStream.Receiver {
    private final PackUploads uploads;
    private final SignedIn who;
    private @Nullable Outcome outcome;

    Receiver(PackUploads uploads, SignedIn who) {
      this.uploads = uploads;
      this.who = who;
    }

    @Override
    public void field(String name, String value) {
      // The form has the file alone.
    }

    @Override
    public void file(String name, String fileName, InputStream bytes) throws IOException {
      // A browser sends a part without a name when nothing was chosen.
      if (name.equals("pack") && !fileName.isEmpty() && outcome == null) {
        outcome = uploads.install(who, fileName, bytes);
      }
    }
  }
}
