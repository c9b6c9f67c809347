package io.diction.custommodel;

import io.diction.catalog.BaseModelId;
import io.diction.catalog.BaseModels;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.web.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Custom models in every state, for tests. Import it as a bean where a database is there. */
public final class CustomModelFixtures {
  public static final Metrics BETTER =
      new Metrics(1000, 300, 200, 85.5, 72_000, Duration.ofMinutes(25), Duration.ofMinutes(3));
  public static final Metrics WORSE =
      new Metrics(1000, 200, 300, 85.5, 72_000, Duration.ofMinutes(25), Duration.ofMinutes(3));
  public static final Metrics UNMEASURED =
      new Metrics(0, 0, 0, 85.5, 72_000, Duration.ZERO, Duration.ofMinutes(3));

  private final CustomModels models;
  private final Versions versions;
  private final ModelData data;
  private final TrainingStates states;
  private final BaseModels baseModels;
  private final Blobs blobs;
  private final JdbcClient jdbc;
  private final TransactionOperations transaction;
  private final Clock clock;

  public CustomModelFixtures(
      CustomModels models,
      Versions versions,
      ModelData data,
      TrainingStates states,
      BaseModels baseModels,
      Blobs blobs,
      JdbcClient jdbc,
      TransactionOperations transaction,
      Clock clock) {
    this.models = models;
    this.versions = versions;
    this.data = data;
    this.states = states;
    this.baseModels = baseModels;
    this.blobs = blobs;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** A new model, {@code Not Running}. */
  public CustomModelId model(SignedIn who, String name) {
    return models.create(new ModelName(name), "en-US", new ModelSettings("", "", false), who);
  }

  /** One with data, {@code Ready to Run}. */
  public CustomModelId fed(SignedIn who, String name) {
    CustomModelId id = model(who, name);
    data.dataChanged(id, true);
    return id;
  }

  /** More data for a model. */
  public void feed(CustomModelId id) {
    data.dataChanged(id, true);
  }

  /** One whose training waits. */
  public CustomModelId queued(SignedIn who, String name) {
    CustomModelId id = fed(who, name);
    queue(id);
    return id;
  }

  /** One in training. */
  public CustomModelId running(SignedIn who, String name) {
    CustomModelId id = queued(who, name);
    states.started(id);
    return id;
  }

  /** One whose first version is accepted. */
  public CustomModelId trained(SignedIn who, String name) {
    CustomModelId id = running(who, name);
    succeed(id, who, BETTER);
    return id;
  }

  /** One whose training failed. */
  public CustomModelId failed(SignedIn who, String name) {
    CustomModelId id = running(who, name);
    states.failed(id, ErrorCode.VALIDATION_FAILED, "a.txt, line 3: no letters");
    return id;
  }

  /** Another training that made a version. */
  public ModelVersion retrain(CustomModelId id, SignedIn who, Metrics metrics) {
    data.dataChanged(id, true);
    queue(id);
    states.started(id);
    return succeed(id, who, metrics);
  }

  public UUID queue(CustomModelId id) {
    UUID job = Ids.next();
    transaction.executeWithoutResult(status -> states.queued(id, job));
    return job;
  }

  /** Lets a training that waits begin and end well. */
  public ModelVersion finish(CustomModelId id, SignedIn who, Metrics metrics) {
    states.started(id);
    return succeed(id, who, metrics);
  }

  public ModelVersion succeed(CustomModelId id, SignedIn who, Metrics metrics) {
    return states.succeeded(id, version(who.organization(), metrics));
  }

  /** What a training would hand in, its artifact stored. */
  public NewVersion version(OrganizationId organization, Metrics metrics) {
    BaseModelId base = baseModels.trainable("en-US").get(0).id();
    byte[] bytes = Ids.next().toString().getBytes(StandardCharsets.UTF_8);
    try {
      Blob artifact = blobs.store(organization, new ByteArrayInputStream(bytes));
      return new NewVersion(
          base, artifact, 1, "test", "{}", OffsetDateTime.now(clock).plusYears(2), metrics);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the time of every version of a model be over. */
  public void expire(CustomModelId id) {
    jdbc.sql("update model_version set expires_at = :then where model_id = :model")
        .param("then", OffsetDateTime.now(clock).minusDays(1))
        .param("model", id.value())
        .update();
  }

  /** As when a training should begin by itself and no credit is left. */
  public void refuseAutomaticStart(CustomModelId id) {
    states.automaticStartRefused(id, ErrorCode.NO_CLAIMS_AVAILABLE);
  }

  /** Lets another organization see the model. */
  public void share(CustomModelId id, OrganizationId with, Permission permission) {
    jdbc.sql(
            """
            insert into model_access (
              model_id, organization_id, permission, default_for_language, from_at, until_at,
              version_id, name_key, status, language_key, modified_at)
            select model_id, :with, :permission, false, :now, null,
                   (select accepted_version_id from custom_model where id = :model),
                   name_key, status, language_key, modified_at
            from model_access
            where model_id = :model and permission = 'OWNER'
            """)
        .param("with", with.value())
        .param("permission", permission.name())
        .param("now", OffsetDateTime.now(clock))
        .param("model", id.value())
        .update();
  }

  /** Puts a version into use. */
  public void accept(CustomModelId id, UUID version, SignedIn admin) {
    versions.accept(id, new VersionId(version), admin);
  }

  /** Ends a share. */
  public void endShare(CustomModelId id, OrganizationId with) {
    jdbc.sql(
            """
            update model_access set until_at = :now
            where model_id = :model and organization_id = :with
            """)
        .param("now", OffsetDateTime.now(clock))
        .param("model", id.value())
        .param("with", with.value())
        .update();
  }
}
