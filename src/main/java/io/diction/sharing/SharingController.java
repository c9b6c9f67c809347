package io.diction.sharing;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Holder;
import io.diction.custommodel.ModelAccess;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.details.ModelPages;
import io.diction.custommodel.details.ModelTab;
import io.diction.identity.SignedIn;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Pages;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The tab of a model that tells its owner who has it, and others how they have it. */
@Controller
@RequestMapping("/custom-models/{id}/sharing")
@HolderGrid
class SharingController {
  private final ModelPages pages;
  private final ModelAccess access;
  private final OfferedVersions offered;
  private final Toasts toasts;

  SharingController(ModelPages pages, ModelAccess access, OfferedVersions offered, Toasts toasts) {
    this.pages = pages;
    this.access = access;
    this.offered = offered;
    this.toasts = toasts;
  }

  @GetMapping
  String page(
      @PathVariable CustomModelId id,
      GridQuery query,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HtmxResponse response) {
    ModelView model = pages.fill(id, ModelTab.SHARING, user, view);
    GridPage<Holder> page = access.holders(id, query, user);
    view.addAttribute("page", page);
    view.addAttribute("url", ModelTab.SHARING.path(id));
    view.addAttribute("mayShare", model.isOwn() && Sharing.mayShare(user));
    if (model.isOwn() && Pages.wantsFragment(request)) {
      response.setPushUrl(page.query().link(ModelTab.SHARING.path(id)));
      return "sharing/sharing :: holders";
    }
    view.addAttribute("standing", offered.find(id, user).orElse(null));
    view.addAttribute("mayAccept", user.role().isAdmin());
    return "sharing/sharing";
  }

  @PostMapping("/accept")
  String accept(
      @PathVariable CustomModelId id,
      @RequestParam VersionId version,
      SignedIn user,
      RedirectAttributes redirect) {
    Holder holder = offered.accept(id, version, user);
    toasts.success(redirect, "sharing.accepted", holder.number());
    return "redirect:" + ModelTab.SHARING.path(id);
  }

  @PostMapping("/follow")
  String follow(
      @PathVariable CustomModelId id,
      @RequestParam(defaultValue = "false") boolean follows,
      SignedIn user,
      RedirectAttributes redirect) {
    Holder holder = offered.follow(id, follows, user);
    toasts.success(
        redirect, holder.follows() ? "sharing.follows.on" : "sharing.follows.off", holder.number());
    return "redirect:" + ModelTab.SHARING.path(id);
  }
}
