package io.diction.administration;

import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.organization.key.ApiKeys;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The API keys of the own organization. */
@Controller
class ApiKeysController {
  private final ApiKeys keys;
  private final Organizations organizations;
  private final Clock clock;

  ApiKeysController(ApiKeys keys, Organizations organizations, Clock clock) {
    this.keys = keys;
    this.organizations = organizations;
    this.clock = clock;
  }

  @GetMapping(OrganizationPages.KEYS)
  String list(SignedIn user, Model view) {
    view.addAttribute("keys", keys.all(user));
    view.addAttribute("now", OffsetDateTime.now(clock));
    view.addAttribute("organization", organizations.get(user.organization()));
    view.addAttribute("tabs", OrganizationPages.TABS);
    return "administration/keys";
  }
}
