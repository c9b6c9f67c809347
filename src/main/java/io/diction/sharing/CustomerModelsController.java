package io.diction.sharing;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelAccess;
import io.diction.custommodel.ModelAccess.Giveable;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization;
import io.diction.organization.tenant.Tenants;
import io.diction.web.Pages;
import io.diction.web.Refusal;
import io.diction.web.Refusal.Invalid;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The tab of a customer that tells which models it has, and gives it another one. */
@Controller
@RequestMapping("/reseller/customers/{id}/models")
class CustomerModelsController {
  private final Tenants tenants;
  private final ModelAccess access;
  private final Sharing sharing;
  private final BaseModels baseModels;
  private final AssignmentToasts toasts;

  CustomerModelsController(
      Tenants tenants,
      ModelAccess access,
      Sharing sharing,
      BaseModels baseModels,
      AssignmentToasts toasts) {
    this.tenants = tenants;
    this.access = access;
    this.sharing = sharing;
    this.baseModels = baseModels;
    this.toasts = toasts;
  }

  /** A model to choose, as {@code Medical EN (English)}. */
  record Choice(CustomModelId id, String label) {}

  @GetMapping
  String page(@PathVariable UUID id, SignedIn user, Model view) {
    Organization customer = tenants.recipient(user, id);
    view.addAttribute("customer", customer);
    view.addAttribute("given", access.given(customer.id(), user));
    return "sharing/customer-models";
  }

  @GetMapping("/assign")
  String ask(@PathVariable UUID id, SignedIn user, Model view, HtmxRequest request) {
    return show(id, "", Assignment.of(null, null), user, view, request);
  }

  @PostMapping("/assign")
  String assign(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String model,
      @RequestParam(defaultValue = "") String use,
      @RequestParam(defaultValue = "") String permission,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Assignment assignment = Assignment.of(use, permission);
    Organization customer = tenants.recipient(user, id);
    Optional<Refusal> refused =
        Refusal.of(
            () ->
                toasts.assigned(
                    redirect,
                    sharing.assign(
                        chosen(model), List.of(customer.id().value()), assignment, user)));
    if (refused.isEmpty()) {
      return Pages.redirect(request, path(id));
    }
    response.setStatus(refused.get().code().status().value());
    view.addAttribute("refused", refused.get());
    return show(id, model, assignment, user, view, request);
  }

  private static CustomModelId chosen(String model) {
    try {
      return new CustomModelId(UUID.fromString(model));
    } catch (IllegalArgumentException none) {
      throw new Invalid("sharing.refused.no-model");
    }
  }

  private String show(
      UUID id,
      String model,
      Assignment assignment,
      SignedIn user,
      Model view,
      HtmxRequest request) {
    Organization customer = tenants.recipient(user, id);
    List<Giveable> own = access.giveable(user);
    Map<String, String> standards = new TreeMap<>();
    own.stream()
        .map(Giveable::locale)
        .distinct()
        .forEach(
            locale -> {
              String name =
                  access.defaults(List.of(customer.id()), locale, user).get(customer.id());
              if (name != null) {
                standards.put(baseModels.languageName(locale), name);
              }
            });
    view.addAttribute("customer", customer);
    view.addAttribute(
        "choices",
        own.stream()
            .map(
                one ->
                    new Choice(
                        one.id(),
                        "%s (%s)".formatted(one.name(), baseModels.languageName(one.locale()))))
            .toList());
    view.addAttribute("standards", standards);
    view.addAttribute("chosen", model);
    view.addAttribute("assignment", assignment);
    view.addAttribute("permissions", Assignment.PERMISSIONS);
    return Pages.view(request, "sharing/assign", "assign");
  }

  static String path(UUID id) {
    return "/reseller/customers/" + id + "/models";
  }
}
