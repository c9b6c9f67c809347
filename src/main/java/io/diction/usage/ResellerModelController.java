package io.diction.usage;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelAccess;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.Permission;
import io.diction.custommodel.Versions;
import io.diction.evaluation.MeasuredVersions;
import io.diction.identity.SignedIn;
import io.diction.usage.UsageSums.Sum;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Refusal.NotFound;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The reseller's custom models as cards, and one of them in figures. */
@Controller
@RequestMapping("/reseller/models")
class ResellerModelController {
  private static final int MOST_ORGANIZATIONS = 100;

  /** Shown as a trend, by the day. */
  private static final int DAYS = 90;

  private final ModelCards cards;
  private final UsageSums sums;
  private final UsageReports reports;
  private final CustomModels models;
  private final Versions versions;
  private final ModelAccess access;
  private final MeasuredVersions measured;

  ResellerModelController(
      ModelCards cards,
      UsageSums sums,
      UsageReports reports,
      CustomModels models,
      Versions versions,
      ModelAccess access,
      MeasuredVersions measured) {
    this.cards = cards;
    this.sums = sums;
    this.reports = reports;
    this.models = models;
    this.versions = versions;
    this.access = access;
    this.measured = measured;
  }

  @GetMapping
  String page(
      @GridSpec(
              sorts = {"modified"},
              descending = true,
              filters = {"name"})
          GridQuery query,
      SignedIn user,
      Model view) {
    view.addAttribute("page", cards.page(query, user));
    return "usage/models";
  }

  @GetMapping("/{id}")
  String model(@PathVariable CustomModelId id, SignedIn user, Model view) {
    user.requireReseller();
    ModelView model = models.find(id, user).filter(ModelView::isOwn).orElseThrow(NotFound::new);
    List<ModelVersion> all = versions.list(id, user);
    ModelVersion served = versions.accepted(id).orElse(null);
    UsageScope scope = UsageScope.model(id, user.organization());
    List<Sum> parts = sums.organizations(scope, MOST_ORGANIZATIONS);
    view.addAttribute("shown", model);
    view.addAttribute("version", served);
    view.addAttribute(
        "test", served == null ? null : measured.latest(model, served.id()).orElse(null));
    view.addAttribute("newest", all.isEmpty() ? null : all.get(0));
    view.addAttribute("parts", parts);
    view.addAttribute("most", MOST_ORGANIZATIONS);
    view.addAttribute("users", access.count(id, Permission.USE, user));
    view.addAttribute(
        "seconds",
        sums.seconds(user.organization(), List.of(id.value())).getOrDefault(id.value(), 0.0));
    view.addAttribute("trend", reports.trend(scope, reports.last(DAYS, user)));
    return "usage/model";
  }
}
