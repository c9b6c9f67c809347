package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.SignedIn;
import io.diction.web.Pages;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Confirms what waits at its report: one dataset, or all of a model. */
@Controller
@RequestMapping(DatasetController.PATH)
class ConfirmController {
  private final Confirmations confirmations;
  private final Toasts toasts;

  ConfirmController(Confirmations confirmations, Toasts toasts) {
    this.confirmations = confirmations;
    this.toasts = toasts;
  }

  @PostMapping("/{dataset}/confirm")
  String confirm(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      SignedIn who,
      HtmxRequest htmx,
      HttpServletRequest request,
      RedirectAttributes next) {
    confirmations.confirm(new CustomModelId(id), new DatasetId(dataset), who);
    toasts.success(next, "dataset.confirmed");
    return Pages.redirectBack(htmx, request, DatasetController.path(id));
  }

  @PostMapping("/confirm")
  String confirmAll(
      @PathVariable UUID id,
      SignedIn who,
      HtmxRequest htmx,
      HttpServletRequest request,
      RedirectAttributes next) {
    int confirmed = confirmations.confirmAll(new CustomModelId(id), who);
    toasts.success(next, "dataset.confirmed.all", confirmed);
    return Pages.redirectBack(htmx, request, DatasetController.path(id));
  }
}
