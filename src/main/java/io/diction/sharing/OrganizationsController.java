package io.diction.sharing;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Holder;
import io.diction.custommodel.ModelAccess;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.details.ModelPages;
import io.diction.custommodel.details.ModelTab;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.tenant.Tenant;
import io.diction.organization.tenant.Tenants;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** {@code Manage Organizations}: gives a model to many at once. */
@Controller
@RequestMapping("/custom-models/{id}/sharing/organizations")
@GridSpec(
    sorts = {"name"},
    filters = {"name"})
class OrganizationsController {
  private final Sharing sharing;
  private final ModelAccess access;
  private final Tenants tenants;
  private final ModelPages pages;
  private final AssignmentToasts toasts;

  OrganizationsController(
      Sharing sharing,
      ModelAccess access,
      Tenants tenants,
      ModelPages pages,
      AssignmentToasts toasts) {
    this.sharing = sharing;
    this.access = access;
    this.tenants = tenants;
    this.pages = pages;
    this.toasts = toasts;
  }

  /**
   * A line of the list.
   *
   * @param holder how it has the model; null where it does not
   * @param standard its default for the model's language now: empty where that is another's model,
   *     null where it has none
   */
  record Line(UUID id, String name, @Nullable Holder holder, @Nullable String standard) {}

  @GetMapping
  String page(@PathVariable CustomModelId id, GridQuery query, SignedIn user, Model view) {
    return show(id, query, user, view, List.of(), Assignment.of(null, null));
  }

  @PostMapping
  String apply(
      @PathVariable CustomModelId id,
      @RequestParam(defaultValue = "") List<UUID> organization,
      @RequestParam(defaultValue = "") String use,
      @RequestParam(defaultValue = "") String permission,
      GridQuery query,
      SignedIn user,
      Model view,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Assignment assignment = Assignment.of(use, permission);
    Optional<Refusal> refused =
        Refusal.of(
            () -> toasts.assigned(redirect, sharing.assign(id, organization, assignment, user)));
    if (refused.isEmpty()) {
      return "redirect:" + ModelTab.SHARING.path(id);
    }
    response.setStatus(refused.get().code().status().value());
    view.addAttribute("refused", refused.get());
    return show(id, query, user, view, organization, assignment);
  }

  private String show(
      CustomModelId id,
      GridQuery query,
      SignedIn user,
      Model view,
      List<UUID> selected,
      Assignment assignment) {
    ModelView model = sharing.requireShareable(id, user);
    var unused = pages.fill(id, ModelTab.SHARING, user, view);
    GridPage<Tenant> page = tenants.recipients(user, query);
    List<OrganizationId> shown =
        page.rows().stream().map(row -> new OrganizationId(row.id())).toList();
    Map<UUID, Holder> holders =
        access.holders(id, shown, user).stream()
            .collect(Collectors.toMap(one -> one.organization().value(), Function.identity()));
    Map<OrganizationId, String> standards = access.defaults(shown, model.locale(), user);
    view.addAttribute("page", page);
    view.addAttribute("url", ModelTab.SHARING.path(id) + "/organizations");
    view.addAttribute(
        "lines",
        page.rows().stream()
            .filter(row -> !row.id().equals(user.organization().value()))
            .map(
                row ->
                    new Line(
                        row.id(),
                        row.name(),
                        holders.get(row.id()),
                        standards.get(new OrganizationId(row.id()))))
            .toList());
    view.addAttribute("selected", List.copyOf(selected));
    view.addAttribute("assignment", assignment);
    view.addAttribute("permissions", Assignment.PERMISSIONS);
    return "sharing/organizations";
  }
}
