package io.diction.custommodel;

import io.diction.catalog.BaseModels;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.DemoData;
import io.diction.organization.DemoOrganizations;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Example custom models, as their owners would have created them: untrained. */
@Component
@Profile("demo")
@Order(200)
class DemoModels implements DemoData {
  private final CustomModels models;
  private final ModelStore store;
  private final BaseModels baseModels;

  DemoModels(CustomModels models, ModelStore store, BaseModels baseModels) {
    this.models = models;
    this.store = store;
    this.baseModels = baseModels;
  }

  @Override
  public void add(DemoOrganizations demo) {
    add(
        demo,
        demo.reseller(),
        List.of(
            new NewModel("Medical EN-US", null, "Ward rounds and drug names", "Medical"),
            new NewModel("Legal EN-US", null, "Hearings and briefs", "Legal")));
    add(
        demo,
        demo.hospital(),
        List.of(
            new NewModel("Cardiology dictation", null, "Names of drugs and devices", "Medical"),
            new NewModel("Pharmacy hotline", null, "", "Medical")));
    add(
        demo,
        demo.lawFirm(),
        List.of(new NewModel("Court minutes", null, "Names of judges and parties", "Legal")));
    add(
        demo,
        demo.independent(),
        List.of(new NewModel("News desk", null, "Names in the news", "Media")));
  }

  private void add(DemoOrganizations demo, OrganizationId organization, List<NewModel> examples) {
    SignedIn owner =
        demo.users().stream()
            .filter(user -> user.organization().equals(organization))
            .findFirst()
            .orElseThrow();
    String locale = baseModels.trainableLanguages().get(0).locale();
    if (store.ownModels(organization) == 0) {
      for (NewModel example : examples) {
        models.create(
            new NewModel(example.name(), locale, example.description(), example.domain()), owner);
      }
    }
  }
}
