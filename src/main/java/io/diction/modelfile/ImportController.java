package io.diction.modelfile;

import io.diction.identity.SignedIn;
import io.diction.speech.FormatException;
import io.diction.web.StreamedUpload;
import io.diction.web.UploadStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where an exported version is sent to, straight from the connection. */
@Controller
class ImportController {
  static final String PATH = "/custom-models/import";

  private final ModelIntake intake;
  private final Trust trust;

  ImportController(ModelIntake intake, Trust trust) {
    this.intake = intake;
    this.trust = trust;
  }

  @Bean
  static StreamedUpload modelFileUpload() {
    return new StreamedUpload(PATH);
  }

  @GetMapping(PATH)
  String page(Model view) {
    view.addAttribute("most", ModelIntake.MOST_BYTES);
    view.addAttribute("fingerprint", trust.ownFingerprint());
    return "modelfile/import";
  }

  @PostMapping(PATH)
  String receive(SignedIn user, HttpServletRequest request, RedirectAttributes next)
      throws IOException {
    Receiver receiver = new Receiver(intake, user);
    UploadStream.read(request, receiver);
    if (receiver.arrived != null) {
      return "redirect:" + PATH + "/" + receiver.arrived;
    }
    next.addFlashAttribute("refused", receiver.refusal);
    return "redirect:" + PATH;
  }

  private static final class Receiver implements UploadStream.Receiver {
    private final ModelIntake intake;
    private final SignedIn who;
    private @Nullable UUID arrived;
    private String refusal = "";

    Receiver(ModelIntake intake, SignedIn who) {
      this.intake = intake;
      this.who = who;
    }

    @Override
    public void field(String name, String value) {
      // The form has the file alone.
    }

    @Override
    public void file(String name, String fileName, InputStream bytes) throws IOException {
      // A browser sends a part without a name when nothing was chosen.
      if (name.equals("model") && !fileName.isEmpty() && arrived == null) {
        try {
          arrived = intake.receive(fileName, bytes, who);
        } catch (FormatException unusable) {
          refusal = unusable.getMessage();
        }
      }
    }
  }
}
