package io.diction.administration;

import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.tenant.Tenant;
import io.diction.organization.tenant.Tenants;
import io.diction.storage.Blobs;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Pages;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Lists of organizations: all of them, and a reseller's customers. */
@Controller
@GridSpec(
    sorts = {"name", "created"},
    filters = {"name", "kind", "state"})
class TenantsController {
  private static final String RESELLER = "/reseller";

  private final Tenants tenants;
  private final Blobs blobs;

  TenantsController(Tenants tenants, Blobs blobs) {
    this.tenants = tenants;
    this.blobs = blobs;
  }

  @GetMapping(AdministrationPages.ORGANIZATIONS)
  String all(
      GridQuery query, SignedIn user, Model view, HtmxRequest request, HtmxResponse response) {
    fill(view, tenants.all(user, query), AdministrationPages.ORGANIZATIONS, true);
    return Pages.wantsFragment(request)
        ? fragment(query, AdministrationPages.ORGANIZATIONS, response)
        : AdministrationPages.page(view, "organizations");
  }

  @GetMapping(RESELLER)
  String customers(
      GridQuery query, SignedIn user, Model view, HtmxRequest request, HtmxResponse response) {
    fill(view, tenants.customers(user, query), RESELLER, false);
    return Pages.wantsFragment(request)
        ? fragment(query, RESELLER, response)
        : "administration/reseller";
  }

  private static String fragment(GridQuery query, String url, HtmxResponse response) {
    // The form of the filters sends its empty fields, too.
    response.setPushUrl(query.link(url));
    return "administration/tenants :: tenants";
  }

  private void fill(Model view, GridPage<Tenant> page, String url, boolean everything) {
    view.addAttribute("page", page);
    view.addAttribute("url", url);
    view.addAttribute("everything", everything);
    Map<UUID, Long> bytes = new HashMap<>();
    blobs
        .usedBytes(page.rows().stream().map(row -> new OrganizationId(row.id())).toList())
        .forEach((organization, used) -> bytes.put(organization.value(), used));
    view.addAttribute("bytes", bytes);
  }
}
