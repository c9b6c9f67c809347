package io.diction.dataset.tus;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.SignedIn;
import io.diction.storage.StorageFull;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.LimitReached;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import me.desair.tus.server.TusFileUploadService;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The library that speaks the protocol, in terms of this portal. */
@Component
class TusProtocol {
  private final TusFileUploadService library;

  TusProtocol(TusFileUploadService library) {
    this.library = library;
  }

  /** Answers what concerns no upload in particular. */
  void describe(HttpServletRequest request, HttpServletResponse response) throws IOException {
    library.process(new Asked(request, HttpMethod.OPTIONS), new Asked.Answer(response), "nobody's");
  }

  /** Whoever calls holds the lock of the upload. */
  void process(
      HttpMethod method,
      CustomModelId model,
      SignedIn who,
      HttpServletRequest request,
      HttpServletResponse response) {
    try {
      library.process(new Asked(request, method), new Asked.Answer(response), owner(model, who));
    } catch (StorageFull full) {
      throw new LimitReached(ErrorCode.STORAGE_FULL);
    } catch (PartialFiles.ClientGone gone) {
      // Nobody hears it, and it is nothing to log: this is what the protocol is for.
      response.setStatus(HttpStatus.BAD_REQUEST.value());
    } catch (IOException problem) {
      if (String.valueOf(problem.getMessage()).contains("No space left")) {
        throw new LimitReached(ErrorCode.STORAGE_FULL);
      }
      throw new UncheckedIOException(problem);
    }
  }

  /** Whose an upload is, as its files say. */
  static String owner(CustomModelId model, SignedIn who) {
    return who.organization() + " " + who.user() + " " + model;
  }
}
