package io.diction.administration.installation;

import io.diction.administration.AdministrationPages;
import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModelId;
import io.diction.catalog.BaseModels;
import io.diction.catalog.PackUploads;
import io.diction.identity.SignedIn;
import io.diction.web.Pages;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The base models of the installation, their dates and whether they are charged for. */
@Controller
@RequestMapping(AdministrationPages.BASE_MODELS)
class BaseModelsController {
  private final BaseModels baseModels;
  private final Toasts toasts;
  private final Clock clock;

  BaseModelsController(BaseModels baseModels, Toasts toasts, Clock clock) {
    this.baseModels = baseModels;
    this.toasts = toasts;
    this.clock = clock;
  }

  /** A line of the list. */
  record Row(BaseModel model, boolean installed, boolean trainable, boolean usable) {}

  @GetMapping
  String list(SignedIn user, Model view) {
    user.requireSysop();
    OffsetDateTime now = OffsetDateTime.now(clock);
    List<Row> rows =
        baseModels.all().stream()
            .map(
                model ->
                    new Row(
                        model,
                        baseModels.isInstalled(model),
                        model.isTrainable(now),
                        model.isUsable(now)))
            .toList();
    view.addAttribute("rows", rows);
    view.addAttribute("most", PackUploads.MOST_BYTES);
    return AdministrationPages.page(view, "base-models");
  }

  @GetMapping("/{id}")
  String form(@PathVariable UUID id, SignedIn user, Model view, HtmxRequest request) {
    user.requireSysop();
    BaseModel model = baseModels.get(new BaseModelId(id));
    return show(
        model,
        new BaseModelForm(
            Days.last(model.adaptationUntil(), user.zone()),
            Days.last(model.transcriptionUntil(), user.zone()),
            model.charged()),
        view,
        request);
  }

  @PostMapping("/{id}")
  String change(
      @PathVariable UUID id,
      @Valid @ModelAttribute("form") BaseModelForm form,
      BindingResult errors,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    user.requireSysop();
    BaseModel model = baseModels.get(new BaseModelId(id));
    LocalDate adaptation = form.adaptation();
    LocalDate transcription = form.transcription();
    if (errors.hasErrors() || adaptation == null || transcription == null) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(model, form, view, request);
    }
    baseModels.change(
        user,
        model.id(),
        Boolean.TRUE.equals(form.charged()),
        Days.endOf(adaptation, user.zone()),
        Days.endOf(transcription, user.zone()));
    toasts.success(redirect, "administration.base-model.saved", model.name());
    return Pages.redirect(request, AdministrationPages.BASE_MODELS);
  }

  private static String show(BaseModel model, BaseModelForm form, Model view, HtmxRequest request) {
    view.addAttribute("model", model);
    Pages.fill(view, form);
    return Pages.view(request, "administration/base-model", "base-model");
  }
}
