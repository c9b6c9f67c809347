package io.diction.dataset.tus;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.SignedIn;
import io.diction.storage.StorageFull;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import me.desair.tus.server.TusFileUploadService;
import me.desair.tus.server.exception.TusException;
import me.desair.tus.server.upload.UploadInfo;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The library that speaks the protocol, in terms of this portal. */
@Component
class TusProtocol {
  private static final String OFFSET = "Upload-Offset";

  private final TusFileUploadService library;
  private final PartialFiles files;

  TusProtocol(TusFileUploadService library, PartialFiles files) {
    this.library = library;
    this.files = files;
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
    String owner = owner(model, who);
    work(
        response,
        () -> library.process(new Asked(request, method), new Asked.Answer(response), owner));
  }

  /** Takes bytes that came with the creation of an upload, whose lock is held. */
  void append(UploadInfo info, InputStream bytes, HttpServletResponse response) {
    work(
        response,
        () -> {
          try {
            response.setHeader(OFFSET, Long.toString(files.append(info, bytes).getOffset()));
          } catch (TusException gone) {
            throw new NotFound();
          }
        });
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void work(HttpServletResponse response, Work work) {
    try {
      work.run();
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
