package io.diction.custommodel.list;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelName;
import io.diction.custommodel.ModelSettings;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.demo.DemoData;
import io.diction.organization.demo.DemoOrganizations;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Example custom models, as their owners would have created them: untrained. */
@Component
@Profile("demo")
@Order(200)
class DemoModels implements DemoData {
  private record Example(String name, String description, String domain) {}

  private final CustomModels models;
  private final BaseModels baseModels;

  DemoModels(CustomModels models, BaseModels baseModels) {
    this.models = models;
    this.baseModels = baseModels;
  }

  @Override
  public void add(DemoOrganizations demo) {
    add(
        demo,
        demo.reseller(),
        List.of(
            new Example("Medical EN-US", "Ward rounds and drug names", "Medical"),
            new Example("Legal EN-US", "Hearings and briefs", "Legal")));
    add(
        demo,
        demo.hospital(),
        List.of(
            new Example("Cardiology dictation", "Names of drugs and devices", "Medical"),
            new Example("Pharmacy hotline", "", "Medical")));
    add(
        demo,
        demo.lawFirm(),
        List.of(new Example("Court minutes", "Names of judges and parties", "Legal")));
    add(demo, demo.independent(), List.of(new Example("News desk", "Names in the news", "Media")));
  }

  private void add(DemoOrganizations demo, OrganizationId organization, List<Example> examples) {
    SignedIn owner =
        demo.users().stream()
            .filter(user -> user.organization().equals(organization))
            .findFirst()
            .orElseThrow();
    String locale = baseModels.trainableLanguages().get(0).locale();
    for (Example example : examples) {
      if (!models.isNameUsed(example.name(), owner)) {
        var unused =
            models.create(
                new ModelName(example.name()),
                locale,
                new ModelSettings(example.description(), example.domain(), false),
                owner);
      }
    }
  }
}
