package io.diction.modelfile;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.details.ModelTab;
import io.diction.identity.SignedIn;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is to become of a version that was sent. */
@Controller
@RequestMapping(ImportController.PATH + "/{file}")
class ArrivedFileController {
  private final ModelImports imports;
  private final Trust trust;
  private final Toasts toasts;

  ArrivedFileController(ModelImports imports, Trust trust, Toasts toasts) {
    this.imports = imports;
    this.trust = trust;
    this.toasts = toasts;
  }

  /**
   * What was chosen.
   *
   * @param into the custom model that gets the version; empty for a new one
   * @param name of a new one
   */
  record Choice(String into, String name, boolean confirmed) {
    @Nullable CustomModelId target() {
      try {
        return into.isEmpty() ? null : CustomModelId.of(into);
      } catch (IllegalArgumentException malformed) {
        throw new Invalid(ErrorCode.BAD_REQUEST);
      }
    }
  }

  @GetMapping
  String page(@PathVariable UUID file, SignedIn user, Model view) {
    ArrivedFile found = imports.get(file, user);
    return show(found, new Choice("", found.description().model(), false), user, view);
  }

  private String show(ArrivedFile file, Choice choice, SignedIn user, Model view) {
    view.addAttribute("file", file);
    view.addAttribute("from", file.description());
    view.addAttribute("metrics", file.description().metrics().metrics());
    view.addAttribute("signer", trust.of(file));
    view.addAttribute("targets", imports.targets(file, user));
    view.addAttribute("choice", choice);
    return "modelfile/arrived";
  }

  @PostMapping
  String take(
      @PathVariable UUID file,
      @RequestParam(defaultValue = "") String into,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "false") boolean confirmed,
      SignedIn user,
      Model view,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Choice choice = new Choice(into, name, confirmed);
    AtomicReference<CustomModelId> made = new AtomicReference<>();
    Optional<Refusal> refusal =
        Refusal.of(() -> made.set(imports.take(file, choice.target(), name, confirmed, user)));
    if (refusal.isPresent()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      view.addAttribute("refusal", refusal.get());
      return show(imports.get(file, user), choice, user, view);
    }
    toasts.success(redirect, "modelfile.imported");
    return "redirect:" + ModelTab.VERSIONS.path(made.get());
  }

  @PostMapping("/drop")
  String drop(@PathVariable UUID file, SignedIn user, RedirectAttributes redirect) {
    imports.drop(file, user);
    toasts.success(redirect, "modelfile.dropped");
    return "redirect:" + ImportController.PATH;
  }
}
