package io.diction.api.model;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.answer.Change;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.dataset.DatasetReferences.UsableDataset;
import io.diction.api.model.ModelOrders.ModelOrder;
import io.diction.api.property.Properties;
import io.diction.api.property.PropertyRows;
import io.diction.catalog.BaseModel;
import io.diction.dataset.DatasetId;
import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.project.MemberKind;
import io.diction.project.ProjectId;
import io.diction.project.ProjectMembers;
import io.diction.web.Refusal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes and changes versions of custom models, by the portal's own services. */
@Service
class ApiModels {
  private final ModelEntities entities;
  private final ModelMaterial material;
  private final ModelOrders orders;
  private final PropertyRows properties;
  private final ProjectMembers members;
  private final Organizations organizations;

  ApiModels(
      ModelEntities entities,
      ModelMaterial material,
      ModelOrders orders,
      PropertyRows properties,
      ProjectMembers members,
      Organizations organizations) {
    this.entities = entities;
    this.material = material;
    this.orders = orders;
    this.properties = properties;
    this.members = members;
    this.organizations = organizations;
  }

  /** Makes a custom model with one version, whose training is queued. */
  @Transactional
  public UUID create(NewModel asked, SignedIn who) {
    List<UsableDataset> usable = material.datasets(asked, who);
    BaseModel base = material.base(asked, usable);
    List<DatasetId> from = usable.stream().map(dataset -> new DatasetId(dataset.id())).toList();
    UUID id =
        orders.make(
            new ModelOrder(
                asked.displayName(),
                asked.locale(),
                asked.description(),
                asked.customProperties(),
                asked.email(),
                base.id().value(),
                from,
                asked.text(),
                asked.weightPercent()),
            who);
    connect(asked.project(), id, asked.locale(), who);
    return id;
  }

  @Transactional
  public void change(UUID id, Body body, SignedIn who) {
    // Two changes at once would each keep what the other one replaces.
    organizations.lock(who.organization());
    ModelRow before = entities.row(id, who);
    Properties said = properties.get(EntityKind.MODEL, id, who.organization());
    Change<String> name = body.changedDisplayName();
    Change<String> description = body.changedDescription();
    Map<String, String> custom = body.changedCustomProperties(said.customProperties());
    Change<EntityReference> project = body.changedReference("project", EntityKind.PROJECT);
    body.check();
    properties.save(
        EntityKind.MODEL,
        id,
        who.organization(),
        new Properties(
            name.orKeep(before.displayName()),
            description.or(before.description()),
            custom,
            said.email()));
    if (project.said() && project.value() == null) {
      members.disconnect(MemberKind.MODEL, id, who);
    } else {
      connect(project.value(), id, before.locale(), who);
    }
  }

  private void connect(@Nullable EntityReference project, UUID model, String locale, SignedIn who) {
    if (project == null) {
      return;
    }
    try {
      members.connect(new ProjectId(project.id()), MemberKind.MODEL, model, locale, who);
    } catch (Refusal.NotFound none) {
      throw project.unknown("project");
    } catch (Refusal.Invalid other) {
      throw ApiError.invalid(
              DetailCode.INVALID_LOCALE,
              "The model is of %s, and the project of another language.".formatted(locale))
          .target("locale");
    }
  }
}
