package io.diction.sharing;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Holder;
import io.diction.custommodel.ModelAccess;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.details.ModelPages;
import io.diction.custommodel.details.ModelTab;
import io.diction.identity.SignedIn;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Pages;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The tab of a model that tells its owner who has it, and others how they have it. */
@Controller
@RequestMapping("/custom-models/{id}/sharing")
@HolderGrid
class SharingController {
  private final ModelPages pages;
  private final ModelAccess access;
  private final OfferedVersions offered;

  SharingController(ModelPages pages, ModelAccess access, OfferedVersions offered) {
    this.pages = pages;
    this.access = access;
    this.offered = offered;
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
}
