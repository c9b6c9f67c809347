package io.diction.api.model;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.answer.Change;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.dataset.DatasetReferences.UsableDataset;
import io.diction.api.property.Properties;
import io.diction.api.property.PropertyRows;
import io.diction.catalog.BaseModel;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelName;
import io.diction.custommodel.ModelSettings;
import io.diction.dataset.DatasetId;
import io.diction.dataset.InlineTexts;
import io.diction.dataset.KeptDatasets;
import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.project.MemberKind;
import io.diction.project.ProjectId;
import io.diction.project.ProjectMembers;
import io.diction.training.Training;
import io.diction.web.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes and changes versions of custom models, by the portal's own services. */
@Service
class ApiModels {
  /** What the portal has room for; callers are given theirs as a whole. */
  private static final int DESCRIPTION = 4000;

  private final ModelEntities entities;
  private final ModelRecords records;
  private final ModelMaterial material;
  private final CustomModels models;
  private final KeptDatasets datasets;
  private final InlineTexts texts;
  private final Training training;
  private final PropertyRows properties;
  private final ProjectMembers members;
  private final Organizations organizations;

  ApiModels(
      ModelEntities entities,
      ModelRecords records,
      ModelMaterial material,
      CustomModels models,
      KeptDatasets datasets,
      InlineTexts texts,
      Training training,
      PropertyRows properties,
      ProjectMembers members,
      Organizations organizations) {
    this.entities = entities;
    this.records = records;
    this.material = material;
    this.models = models;
    this.datasets = datasets;
    this.texts = texts;
    this.training = training;
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
    CustomModelId model =
        models.create(
            new ModelName(asked.displayName()),
            asked.locale(),
            new ModelSettings(shortened(asked.description()), "", false),
            who);
    from.forEach(dataset -> datasets.use(model, dataset, who));
    DatasetId text =
        asked.text() == null
            ? null
            : texts.add(model, asked.displayName(), asked.locale(), asked.text(), who);
    training.start(model, base.id().value(), asked.weightPercent(), who);
    UUID id = Objects.requireNonNull(models.get(model, who).job());
    records.add(id, who.organization(), model, text, from);
    properties.save(
        EntityKind.MODEL,
        id,
        who.organization(),
        new Properties(
            asked.displayName(), asked.description(), asked.customProperties(), asked.email()));
    connect(asked.project(), id, asked.locale(), who);
    return id;
  }

  private static String shortened(@Nullable String text) {
    if (text == null || text.codePointCount(0, text.length()) <= DESCRIPTION) {
      return text == null ? "" : text;
    }
    return text.substring(0, text.offsetByCodePoints(0, DESCRIPTION - 1)) + "…";
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
