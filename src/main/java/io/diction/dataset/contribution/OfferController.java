package io.diction.dataset.contribution;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.contribution.Contributions.Kept;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.StreamedUpload;
import io.diction.web.Toasts;
import io.diction.web.UploadStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Takes what is offered, as it arrives. */
@Controller
class OfferController {
  private static final String PATH = "/custom-models/{id}/contributions";
  private static final int MOST_FILES = 10;

  private final Contributions contributions;
  private final Toasts toasts;

  OfferController(Contributions contributions, Toasts toasts) {
    this.contributions = contributions;
    this.toasts = toasts;
  }

  @Configuration(proxyBeanMethods = false)
  static class Streams {
    @Bean
    StreamedUpload contributionUpload() {
      return new StreamedUpload(PATH);
    }
  }

  @PostMapping(PATH)
  String offer(
      @PathVariable CustomModelId id,
      HttpServletRequest request,
      SignedIn user,
      RedirectAttributes redirect)
      throws IOException {
    var unused = contributions.requireContributor(id, user);
    Received received = new Received(id, user);
    UploadStream.read(request, received);
    if (received.kept.isEmpty()) {
      throw new Invalid("dataset.upload.nothing");
    }
    var offered = contributions.offer(id, received.kept, user);
    toasts.success(redirect, "contribution.offered", offered.size());
    return "redirect:" + Contributions.path(id);
  }

  private final class Received implements UploadStream.Receiver {
    private final CustomModelId model;
    private final SignedIn user;
    private final List<Kept> kept = new ArrayList<>();

    Received(CustomModelId model, SignedIn user) {
      this.model = model;
      this.user = user;
    }

    @Override
    public void field(String name, String value) {
      // The files say all there is to say.
    }

    @Override
    public void file(String name, String fileName, InputStream bytes) throws IOException {
      if (!name.equals("files") || fileName.isEmpty()) {
        return;
      }
      if (kept.size() == MOST_FILES) {
        throw LimitReached.files(MOST_FILES);
      }
      kept.add(contributions.keep(model, fileName, bytes, user, kept));
    }
  }
}
