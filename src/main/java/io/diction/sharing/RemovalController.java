package io.diction.sharing;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Holder;
import io.diction.custommodel.details.ModelTab;
import io.diction.identity.SignedIn;
import io.diction.web.GridQuery;
import io.diction.web.Languages;
import io.diction.web.Pages;
import io.diction.web.Refusal;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Times;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** {@code Remove Access}: at once, or after a date, which can be called off. */
@Controller
@RequestMapping("/custom-models/{id}/sharing/{organization}")
@HolderGrid
class RemovalController {
  private static final String NOW = "NOW";
  private static final String AFTER = "AFTER";

  /** Begun on the page of the organization, where it leads back to; else on that of the model. */
  private static final String CUSTOMER = "customer";

  private final Sharing sharing;
  private final AssignmentToasts done;
  private final Toasts toasts;
  private final Clock clock;

  RemovalController(Sharing sharing, AssignmentToasts done, Toasts toasts, Clock clock) {
    this.sharing = sharing;
    this.done = done;
    this.toasts = toasts;
    this.clock = clock;
  }

  @GetMapping("/remove")
  String ask(
      @PathVariable CustomModelId id,
      @PathVariable UUID organization,
      @RequestParam(defaultValue = "") String from,
      GridQuery query,
      SignedIn user,
      Model view,
      HtmxRequest request) {
    return show(sharing.holder(id, organization, user), "", "", from, query, view, request);
  }

  @PostMapping("/remove")
  String remove(
      @PathVariable CustomModelId id,
      @PathVariable UUID organization,
      @RequestParam(defaultValue = "") String when,
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "") String from,
      GridQuery query,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Optional<Refusal> refused =
        Refusal.of(
            () -> {
              requireClear(when, day);
              if (when.equals(NOW)) {
                done.removed(redirect, sharing.remove(id, organization, user));
                return;
              }
              LocalDate last = day(day);
              Holder ending = sharing.removeAfter(id, organization, last, user);
              toasts.success(
                  redirect,
                  "sharing.ending",
                  ending.name(),
                  Times.days(Languages.current()).format(last),
                  ending.zone().getId());
            });
    if (refused.isEmpty()) {
      return Pages.redirect(request, back(id, organization, from, query));
    }
    response.setStatus(refused.get().code().status().value());
    view.addAttribute("refused", refused.get());
    return show(sharing.holder(id, organization, user), when, day, from, query, view, request);
  }

  @PostMapping("/keep")
  String keep(
      @PathVariable CustomModelId id,
      @PathVariable UUID organization,
      @RequestParam(defaultValue = "") String from,
      GridQuery query,
      SignedIn user,
      RedirectAttributes redirect) {
    Holder kept = sharing.keep(id, organization, user);
    toasts.success(redirect, "sharing.kept", kept.name());
    return "redirect:" + back(id, organization, from, query);
  }

  /** What goes at once does not come back, so nothing is guessed. */
  private static void requireClear(String when, String day) {
    if (!when.equals(NOW) && !when.equals(AFTER)) {
      throw new Invalid("sharing.refused.when");
    }
    if (when.equals(NOW) && !day.isBlank()) {
      throw new Invalid("sharing.refused.now-and-day", day);
    }
  }

  private static LocalDate day(String text) {
    if (text.isBlank()) {
      throw new Invalid("sharing.refused.no-day");
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException malformed) {
      throw new Invalid("web.field.date");
    }
  }

  private static String back(CustomModelId id, UUID organization, String from, GridQuery query) {
    return from.equals(CUSTOMER)
        ? CustomerModelsController.path(organization)
        : query.link(ModelTab.SHARING.path(id));
  }

  private String show(
      Holder holder,
      String when,
      String day,
      String from,
      GridQuery query,
      Model view,
      HtmxRequest request) {
    CustomModelId id = holder.model();
    UUID organization = holder.organization().value();
    String path = "%s/%s/remove".formatted(ModelTab.SHARING.path(id), organization);
    view.addAttribute("link", from.equals(CUSTOMER) ? path + "?from=" + from : query.link(path));
    view.addAttribute("back", back(id, organization, from, query));
    view.addAttribute("holder", holder);
    view.addAttribute("when", when);
    view.addAttribute("day", day);
    view.addAttribute("today", clock.instant().atZone(holder.zone()).toLocalDate().toString());
    return Pages.view(request, "sharing/remove", "remove");
  }
}
